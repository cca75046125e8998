extern alias Torch;

using System.Reflection;
using System.Runtime.CompilerServices;
using NetAnomaly.Core.Engines.SelfTests;
using NetAnomaly.Core.Engines;
using NetAnomaly.Internal;
using Torch::NetAnomaly.Models;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>
/// What the module does before it loads an engine pack: another process of this program tests libtorch, with fewer
/// instruction sets until it answers rightly, and what is found is remembered. Where it never does, the tests are run
/// as they are, and fail.
/// </summary>
internal static class EngineCheck
{
    private const string Argument = "--engine-check";

    [ModuleInitializer]
    internal static void Prepare()
    {
        NeedsLibtorchAttribute.RelaxLinkAnchor();
        if (Environment.GetCommandLineArgs().Contains(Argument))
        {
            Console.Out.WriteLine(SelfTestText.Write(Results()));
            Environment.Exit(0);
        }

        if (InstructionSets.IsSetByUser) return;
        var version = typeof(TorchSharp.torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        var memory = new SelfTestMemory([AppContext.BaseDirectory]);
        var search = new InstructionSetSearch(memory, SelfTestProcess.OfThisProgram(Argument));
        var key = InstructionSetSearch.Key($"TorchSharp {version?.InformationalVersion}");
        if (search.Find(key, renew: false)?.Limit is { } limit) InstructionSets.Set(limit);
    }

    private static SelfTestResult[] Results()
    {
        try
        {
            var backend = new TestedBackend(new TorchBackend());
            var precisions = Enum.GetValues<EnginePrecision>();
            return [.. precisions.Select(precision => backend.SelfTest(EngineRequest.Cpu, precision))];
        }
        catch (Exception error) when (error is EngineException or DllNotFoundException or TypeInitializationException)
        {
            // Every test is skipped, and says why.
            return [];
        }
    }
}
