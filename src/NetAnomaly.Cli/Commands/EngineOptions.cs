using System.CommandLine;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Engines.SelfTests;
using NetAnomaly.Models;

namespace NetAnomaly.Cli.Commands;

/// <summary>The arguments that say what computes; the same for every command.</summary>
internal sealed class EngineOptions
{
    private static readonly EngineSelector Selector = new(CoreDetectors.Providers, EmbeddedEngine.Providers, Torch());

    private readonly Option<EngineName> engine = new("--engine")
    {
        Description = "What computes; Auto takes a GPU where it is worth its start.",
    };
    private readonly Option<string> device = new("--device")
    {
        Description = "Auto, Cpu, Cuda or cuda:N.", DefaultValueFactory = _ => EngineRequest.AutoDevice,
    };
    private readonly Option<EnginePrecision> precision = new("--precision")
    {
        Description = "The numbers that the Torch engine computes with.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(engine);
        command.Options.Add(device);
        command.Options.Add(precision);
    }

    private static TorchRuntime Torch()
    {
        TorchRuntime.Shared.SelfTestProcess = SelfTestProcess.OfThisProgram(EngineCheckCommand.Name);
        return TorchRuntime.Shared;
    }

    /// <summary>What makes the detectors of a model.</summary>
    /// <param name="parse">What was asked for.</param>
    /// <param name="spec">The model that is to be trained or loaded.</param>
    /// <param name="work">Floating-point operations to be done.</param>
    public DetectorRegistry Registry(ParseResult parse, ModelSpec spec, double work)
    {
        var request = new EngineRequest
        {
            Engine = parse.GetValue(engine), Device = parse.GetRequiredValue(device),
            Precision = parse.GetValue(precision),
        };
        return Selector.Choose(request, spec, work).Registry;
    }
}
