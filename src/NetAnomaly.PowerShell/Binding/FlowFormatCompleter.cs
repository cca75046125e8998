using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Completes the names of flow formats.</summary>
public sealed class FlowFormatCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var begin = wordToComplete.Trim('\'', '"');
        return FlowFormats.All
            .Where(format => format.Name.StartsWith(begin, StringComparison.OrdinalIgnoreCase))
            .Select(
                format => new CompletionResult(
                    format.Name, format.Name, CompletionResultType.ParameterValue, format.Description));
    }
}
