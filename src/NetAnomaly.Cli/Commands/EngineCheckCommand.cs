using System.CommandLine;
using NetAnomaly.Cli.Output;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Internal;

namespace NetAnomaly.Cli.Commands;

/// <summary>
/// Tests the Torch engine for another process of this program, and writes what was found as JSON in one line.
/// </summary>
internal static class EngineCheckCommand
{
    /// <summary>Its name, which the help does not show.</summary>
    public const string Name = "engine-check";

    public static Command Create()
    {
        var command = new Command(Name) { Hidden = true };
        command.SetAction(_ =>
        {
            var engine = EngineDiagnostics.Torch(TorchRuntime.Shared, check: true).First();
            Terminal.Output.WriteLine(SelfTestText.Write(engine.SelfTest));
            return ExitCode.Clean;
        });
        return command;
    }
}
