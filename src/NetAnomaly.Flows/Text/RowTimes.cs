namespace NetAnomaly.Flows.Text;

/// <summary>
/// The times of a row on its way to a flow: the one place where the texts of any format become its start and its
/// duration. Reused from row to row.
/// </summary>
internal sealed class RowTimes(FlowReadContext context)
{
    private readonly TimeRules rules = new(context);
    private DateTime start;
    private DateTime end;
    private TimeSpan duration;
    private UptimeClock clock;

    /// <summary>When the flow began.</summary>
    public DateTime Start => start;

    /// <summary>How long it lasted.</summary>
    public TimeSpan Duration => duration;

    /// <summary>Forgets all, for the next row.</summary>
    /// <param name="begin">The start of a flow whose row tells none; <see langword="default"/> where it must tell
    /// one.</param>
    public void Begin(DateTime begin = default)
    {
        start = begin;
        end = default;
        duration = default;
        clock = default;
    }

    /// <summary>Takes a text; gives what is wrong with it, or <see langword="null"/>.</summary>
    public string? Take(FlowField field, ReadOnlySpan<char> text)
    {
        switch (field)
        {
            case FlowField.Start: return Checked(rules.TryTime(text, out start), start);
            case FlowField.End: return TimeText.IsUnset(text) ? null : Checked(rules.TryTime(text, out end), end);
            case FlowField.DayFirstTime:
                return DayFirstTime.IsCode(text) ? null : Checked(rules.TryDayFirst(text, out start), start);
            case FlowField.YearlessStart: return Checked(rules.TryYearless(text, out start), start);
            case FlowField.YearlessEnd: return Checked(rules.TryYearless(text, out end), end);
            case FlowField.Duration: return DurationText.Seconds(text, out duration);
            case FlowField.Milliseconds: return DurationText.Milliseconds(text, out duration);
            case FlowField.Microseconds: return DurationText.Microseconds(text, out duration);
            case FlowField.ExportSeconds: return NumberText.Count(text, out clock.Seconds);
            case FlowField.ExportNanoseconds: return NumberText.Count(text, out clock.Nanoseconds);
            case FlowField.Uptime: return NumberText.Count(text, out clock.Uptime);
            case FlowField.UptimeFirst: return NumberText.Count(text, out clock.First);
            case FlowField.UptimeLast: return NumberText.Count(text, out clock.Last);
            default: throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of time.");
        }
    }

    /// <summary>Makes start and duration of what was taken; gives what is wrong, or <see langword="null"/>.</summary>
    public string? Complete()
    {
        if (clock.Seconds > 0) return clock.Read(out start, out duration);
        if (start == default) return "it has no start time";
        if (end != default) duration = FlowTime.Between(start.Ticks, end.Ticks);
        return null;
    }

    private static string? Checked(bool isTime, DateTime time) =>
        !isTime ? "is not a time"
        : FlowTime.IsTime(time.Ticks) ? null : $"is out of range ({FlowTime.Years})";
}
