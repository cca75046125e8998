namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>The error of an engine that gave a wrong answer to what is known.</summary>
internal static class WrongResults
{
    private const string Again =
        "Get-AnomalyEngine -Check tests again, for instance after an update of the system, its hypervisor or the pack.";

    /// <summary>What is wrong.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="result">The result, with an answer that is wrong.</param>
    public static string Problem(EngineName engine, SelfTestResult result)
    {
        var limit = result.InstructionSetLimit is { } newest ? $", with {newest} as the newest instruction set" : "";
        var place = $"on {result.Device} in precision {result.Precision}{limit}";
        return $"The engine {engine} answers wrongly {place}: {result.Worst}";
    }

    /// <summary>What to do.</summary>
    /// <param name="engine">The engine.</param>
    public static string Remedy(EngineName engine) => engine == EngineName.Torch
        ? $"Compute with the embedded engine (-Engine Embedded). {Again}"
        : $"Trust no network on this machine. {Again}";

    /// <summary>The error of the Torch engine.</summary>
    /// <param name="result">The result, with an answer that is wrong.</param>
    public static EngineException Of(SelfTestResult result) =>
        new(EngineFault.WrongResults, $"{Problem(EngineName.Torch, result)}.", Remedy(EngineName.Torch));
}
