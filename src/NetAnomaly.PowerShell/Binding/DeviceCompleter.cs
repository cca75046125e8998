using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Completes devices, without asking any driver.</summary>
public sealed class DeviceCompleter : IArgumentCompleter
{
    private static readonly (string Name, string Means)[] Devices =
    [
        ("Auto", "a GPU where one is at hand and the work is large enough"), ("Cpu", "the processor"),
        ("Cuda", "the first NVIDIA GPU"), ("cuda:1", "the second NVIDIA GPU"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var begin = wordToComplete.Trim('\'', '"');
        return Devices
            .Where(device => device.Name.StartsWith(begin, StringComparison.OrdinalIgnoreCase))
            .Select(
                device =>
                    new CompletionResult(device.Name, device.Name, CompletionResultType.ParameterValue, device.Means));
    }
}
