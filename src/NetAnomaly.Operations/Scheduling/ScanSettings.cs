using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>The file of parameters that a registered scan reads.</summary>
internal static class ScanSettings
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of the file: the parameters in the order of their names.</summary>
    /// <param name="parameters">Texts, numbers, truths, lists of these and tables of these.</param>
    public static string Text(IReadOnlyDictionary<string, object> parameters) =>
        JsonSerializer.Serialize(
            new SortedDictionary<string, object>(parameters.ToDictionary(), StringComparer.Ordinal), Form) + "\n";
}
