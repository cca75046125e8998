using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// What a verdict rests on, taken from results as they are or as they were read back from JSON, CSV or CLIXML.
/// </summary>
internal static class ResultReader
{
    /// <summary>
    /// The facts of a result; <see langword="null"/> where the object has no window, score and p-value.
    /// </summary>
    public static ScoredItem? Of(PSObject input)
    {
        if (input.BaseObject is AnomalyResult result) return ScoredItem.Of(result);
        if (Value(input, nameof(AnomalyResult.WindowStart)) is not { } window || Time(window) is not { } start)
            return null;
        if (Number(Value(input, nameof(AnomalyResult.Score))) is not { } score
            || Number(Value(input, nameof(AnomalyResult.PValue))) is not { } pValue) return null;
        var kind = Enum.TryParse<PValueKind>(
            Value(input, nameof(AnomalyResult.PValueKind))?.ToString(), ignoreCase: true,
            out var known) ? known : PValueKind.Conformal;
        return new ScoredItem(start, score, pValue, kind, Value(input, nameof(AnomalyResult.Model))?.ToString() ?? "")
        {
            Smallest = Number(Value(input, nameof(AnomalyResult.SmallestPValue))) ?? 0,
            Host = Host(input),
            Severity = Number(Value(input, nameof(AnomalyResult.Severity))),
            PValueOfKept = Number(Value(input, nameof(AnomalyResult.PValueOfKept))),
            PerDay = Number(Value(input, nameof(AnomalyResult.ExpectedPerDay))),
            PerDayOfKept = Number(Value(input, nameof(AnomalyResult.ExpectedPerDayOfKept))),
            IsOfUnknownHosts =
                bool.TryParse(Value(input, nameof(AnomalyResult.IsOfUnknownHosts))?.ToString(), out var unknown)
                && unknown,
        };
    }

    /// <summary>The result with another verdict: a result as it is, any other object as a copy.</summary>
    public static object With(PSObject input, Verdict verdict)
    {
        if (input.BaseObject is AnomalyResult result)
            return result.Verdict == verdict ? result : result with { Verdict = verdict };

        // What Import-Clixml makes cannot be copied as it is: the properties are.
        var copy = new PSObject();
        foreach (var property in input.Properties.Where(property => !IsVerdict(property.Name)))
            copy.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        copy.Properties.Add(new PSNoteProperty(nameof(AnomalyResult.Verdict), verdict));
        copy.Properties.Add(
            new PSNoteProperty(nameof(AnomalyResult.IsAnomaly), verdict.Judgement == Judgement.Anomalous));
        copy.TypeNames.Clear();
        foreach (var name in input.TypeNames) copy.TypeNames.Add(name);
        return copy;
    }

    private static bool IsVerdict(string property) =>
        property.Equals(nameof(AnomalyResult.IsAnomaly), StringComparison.OrdinalIgnoreCase)
        || property.Equals(nameof(AnomalyResult.Verdict), StringComparison.OrdinalIgnoreCase);

    // Files of earlier versions do not say whom a result is charged to: who opened it.
    private static string Host(PSObject input) =>
        (Value(input, nameof(AnomalyResult.Host)) ?? Value(input, nameof(AnomalyResult.SourceAddress))
            ?? Value(input, nameof(AnomalyResult.DestinationAddress)))?.ToString() ?? "*";

    private static object? Value(PSObject input, string name) =>
        input.Properties[name]?.Value is PSObject wrapped ? wrapped.BaseObject : input.Properties[name]?.Value;

    // Files that Export-Csv wrote have times and numbers in the culture of who wrote them.
    private static DateTime? Time(object value)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (value is DateTime time)
            return time.Kind == DateTimeKind.Local
                ? time.ToUniversalTime()
                : DateTime.SpecifyKind(time, DateTimeKind.Utc);
        if (value is DateTimeOffset offset) return offset.UtcDateTime;
        var text = value.ToString();
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out time)
            || DateTime.TryParse(text, CultureInfo.CurrentCulture, Utc, out time) ? time : null;
    }

    private static double? Number(object? value) => value switch
    {
        null => null,
        IConvertible and not string => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.CurrentCulture, out number)
                ? number
                : null,
    };
}
