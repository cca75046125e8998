using System.Management.Automation;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>The errors of suppressions and their file.</summary>
internal static class SuppressionErrors
{
    public static ErrorRecord Invalid(string problem, object? target) => ErrorFactory.Make(
        new ArgumentException(problem), ErrorIds.SuppressionInvalid, ErrorCategory.InvalidArgument, target,
        "Change that parameter; docs/suppressions.md says what each part of a scope may be.");

    public static ErrorRecord Entry(SuppressionFileFault fault) => ErrorFactory.Make(
        new FormatException(fault.ToString()), ErrorIds.SuppressionEntryInvalid, ErrorCategory.InvalidData,
        $"{fault.Path}:{fault.Line}", "Correct that line; until then this entry hides nothing, and the others do.");

    public static ErrorRecord Unusable(Exception cause, string path) => ErrorFactory.Make(
        cause, ErrorIds.SuppressionFileUnusable, ErrorCategory.OpenError, path,
        "Check that it is a text file in UTF-8 which you may read and write.");

    public static ErrorRecord Exists(AnomalySuppression there, string path) => ErrorFactory.Make(
        new ArgumentException($"There is such a suppression in {path} already: {there}."),
        ErrorIds.SuppressionExists, ErrorCategory.ResourceExists, there,
        $"Change it with Set-AnomalySuppression -Id {there.Id}, or give another -Id and scope.");

    public static ErrorRecord NotFound(string id, string path) => ErrorFactory.Make(
        new ItemNotFoundException($"There is no suppression '{id}' in {path}."), ErrorIds.SuppressionNotFound,
        ErrorCategory.ObjectNotFound, id, "Get-AnomalySuppression lists them all.");
}
