using System.Text.Json;
using NetAnomaly.Core.Tests.Readers;

namespace NetAnomaly.Core.Tests.Detection.Ledgers.Reference;

/// <summary>What make_reference.py wrote.</summary>
internal static class LedgerReference
{
    private static readonly Lazy<JsonDocument> Document = new(() => JsonDocument.Parse(
        File.ReadAllText(
            Repository.File("tests/NetAnomaly.Core.Tests/Detection/Ledgers/Reference/reference.json"))));

    /// <summary>One part.</summary>
    public static JsonElement Of(string part) => Document.Value.RootElement.GetProperty(part);

    /// <summary>A part that is a table of numbers.</summary>
    public static double[][] Table(string part) => Of(part).ToTable();

    /// <summary>A table of numbers.</summary>
    public static double[][] ToTable(this JsonElement rows) => [.. rows.EnumerateArray().Select(ToNumbers)];

    /// <summary>A list of numbers; NaN where there is none.</summary>
    public static double[] ToNumbers(this JsonElement list) =>
        [
            .. list.EnumerateArray().Select(
                value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble()),
        ];

    /// <summary>Asserts that two numbers agree, as a share of the expected one.</summary>
    public static void Agree(double expected, double actual, double share) => Assert.True(
        Math.Abs(actual - expected) <= share * Math.Abs(expected), $"{actual:r} is not {expected:r}");
}
