using System.Globalization;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>How one attack was found by incidents.</summary>
/// <param name="Label">The attack.</param>
/// <param name="Days">Days on which it stands in the test.</param>
/// <param name="Found">Those on which a right incident among the first 20 of its day holds it.</param>
/// <param name="Rank">Place of the first right incident that holds it, of all.</param>
/// <param name="Time">From its first flow of a day to the end of the first window that holds it, median.</param>
internal sealed record LabelFigures(string Label, int Days, int Found, int? Rank, TimeSpan? Time)
{
    /// <summary>On a line: <c>Beacon 4/5 #3 1.2 h</c>.</summary>
    public override string ToString()
    {
        var place = Rank is { } rank ? string.Create(CultureInfo.InvariantCulture, $" #{rank}") : "";
        var hours = Time is { } time ? string.Create(CultureInfo.InvariantCulture, $" {time.TotalHours:0.0} h") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{ShortLabel} {Found}/{Days}{place}{hours}");
    }

    private string ShortLabel => Label.Replace("flow=From-Botnet-V47-", "", StringComparison.Ordinal);
}
