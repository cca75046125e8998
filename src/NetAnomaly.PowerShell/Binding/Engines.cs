using System.Management.Automation;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Models;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>The engines that cmdlets can use. Nothing of an engine is loaded before a model asks for it.</summary>
internal static class Engines
{
    private static readonly EngineSelector Selector = new(CoreDetectors.Providers, EmbeddedEngine.Providers, Torch);

    /// <summary>The Torch engine of this process.</summary>
    public static TorchRuntime Torch
    {
        get
        {
            TorchRuntime.Shared.SelfTestProcess ??= PowerShellProcess.ForSelfTest();
            return TorchRuntime.Shared;
        }
    }

    /// <summary>
    /// Chooses an engine and says which under -Verbose; ends the cmdlet where what is asked for cannot be had.
    /// </summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="model">The model that is to be trained or loaded.</param>
    /// <param name="work">Floating-point operations to be done; <see langword="null"/> only asks whether it can be
    /// had.</param>
    public static DetectorRegistry Choose(PSCmdlet cmdlet, EngineRequest request, ModelSpec model, double? work)
    {
        try
        {
            var selection = Selector.Choose(request, model, work ?? 0);
            if (work is not null) cmdlet.Explain($"'{model.Name}': {selection.Reason}");
            return selection.Registry;
        }
        catch (EngineException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.Engine(cause, model));
            throw;
        }
    }
}
