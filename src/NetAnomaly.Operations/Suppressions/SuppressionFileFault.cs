using System.Globalization;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>What is wrong with a part of a file of suppressions, which is left out.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Problem">What is wrong, a sentence without its end.</param>
internal sealed record SuppressionFileFault(string Path, int Line, string Problem)
{
    /// <summary>The fault on one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}, line {Line}: {Problem}.");
}
