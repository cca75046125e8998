using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NetAnomaly;

/// <summary>
/// How many alerts one wants at most, and how often: <c>20/day</c>, <c>5/hour</c>, <c>50/week</c>. Immutable.
/// </summary>
public sealed record AlertBudget
{
    /// <summary>The most alerts of a period that can be asked for.</summary>
    public const int MostAlerts = 1_000_000;

    private const string Remedy = "Give a number and a period, such as 20/day, 5/hour or 50/week.";

    /// <summary>A budget.</summary>
    /// <param name="alerts">How many at most, 1 to <see cref="MostAlerts"/>.</param>
    /// <param name="period">In which time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number or the period is out of range.</exception>
    public AlertBudget(int alerts, BudgetPeriod period)
    {
        if (alerts is < 1 or > MostAlerts)
            throw new ArgumentOutOfRangeException(
                nameof(alerts), alerts, $"An alert budget is 1 to 1,000,000 alerts. {Remedy}");
        if (!Enum.IsDefined(period))
            throw new ArgumentOutOfRangeException(nameof(period), period, $"There is no such period. {Remedy}");
        (Alerts, Period) = (alerts, period);
    }

    /// <summary>How many at most.</summary>
    public int Alerts { get; }

    /// <summary>In which time.</summary>
    public BudgetPeriod Period { get; }

    /// <summary>Reads <c>20/day</c>, <c>20 per day</c>, <c>5/h</c> and the like.</summary>
    /// <exception cref="FormatException">It is not of that form; the message says what is.</exception>
    public static AlertBudget Parse(string text) =>
        TryParse(text, out var budget) ? budget : throw new FormatException($"'{text}' is no alert budget. {Remedy}");

    /// <summary>Reads a budget, if it is one.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AlertBudget? budget)
    {
        budget = null;
        var parts = (text ?? "").Replace(" per ", "/", StringComparison.OrdinalIgnoreCase)
            .Split('/', StringSplitOptions.TrimEntries);
        if (parts.Length != 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var alerts)
            || alerts is < 1 or > MostAlerts) return false;
        BudgetPeriod? period = parts[1].ToUpperInvariant() switch
        {
            "H" or "HOUR" or "HOURS" => BudgetPeriod.Hour,
            "D" or "DAY" or "DAYS" => BudgetPeriod.Day,
            "W" or "WEEK" or "WEEKS" => BudgetPeriod.Week,
            _ => null,
        };
        if (period is { } known) budget = new AlertBudget(alerts, known);
        return budget is not null;
    }

    /// <summary>Start of the period that a time lies in, UTC.</summary>
    public DateTime PeriodOf(DateTime time) => StartOf(Period, time);

    /// <summary>The budget as it is written: <c>20/day</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Alerts}/{Period.ToString().ToLowerInvariant()}");

    /// <summary>Start of the period of some kind that a time lies in.</summary>
    internal static DateTime StartOf(BudgetPeriod period, DateTime time) => period switch
    {
        BudgetPeriod.Hour => time.Date.AddHours(time.Hour),
        BudgetPeriod.Week => time.Date.AddDays(-(((int)time.DayOfWeek + 6) % 7)),
        _ => time.Date,
    };
}
