using System.Globalization;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>When a scan is started: once a day, or every so often, counted from midnight.</summary>
internal sealed record ScanSchedule
{
    private ScanSchedule(TimeSpan at, TimeSpan every) => (At, Every) = (at, every);

    /// <summary>The time of the day, where it is started once.</summary>
    public TimeSpan At { get; }

    /// <summary>The time from one start to the next.</summary>
    public TimeSpan Every { get; }

    /// <summary>Whether it is started once a day.</summary>
    public bool IsDaily => Every == TimeSpan.FromDays(1);

    /// <summary>Once a day.</summary>
    /// <exception cref="SchedulingException">This is no time of a day in whole minutes.</exception>
    public static ScanSchedule Daily(TimeSpan at) =>
        at >= TimeSpan.Zero && at < TimeSpan.FromDays(1) && at.Ticks % TimeSpan.TicksPerMinute == 0
            ? new ScanSchedule(at, TimeSpan.FromDays(1))
            : throw Invalid($"-At {at} is no time of a day in whole minutes.", "Give it as 05:00.");

    /// <summary>Every so often.</summary>
    /// <exception cref="SchedulingException">Not every scheduler can do so.</exception>
    public static ScanSchedule Often(TimeSpan every)
    {
        // What cron can say: a step that ends with the hour or the day, or steps would be of unequal length.
        var minutes = every.Ticks / TimeSpan.TicksPerMinute;
        var fits = every > TimeSpan.Zero && every.Ticks % TimeSpan.TicksPerMinute == 0
            && (minutes < 60 ? 60 % minutes == 0 : minutes % 60 == 0 && minutes <= 1440 && 1440 % minutes == 0);
        return fits
            ? new ScanSchedule(TimeSpan.Zero, every)
            : throw Invalid(
                $"-Every {every} does not divide an hour or a day.",
                "Give minutes that divide an hour (00:05, 00:15, 00:30) or hours that divide a day (01:00, 06:00).");
    }

    /// <summary>The fields of a cron line.</summary>
    public string Cron => IsDaily ? $"{At.Minutes} {At.Hours} * * *"
        : Every < TimeSpan.FromHours(1) ? $"*/{Every.Minutes} * * * *"
        : $"0 */{Every.Hours} * * *";

    /// <summary>The calendar event of systemd.</summary>
    public string Calendar => IsDaily ? $"*-*-* {Clock(At)}:00"
        : Every < TimeSpan.FromHours(1) ? $"*-*-* *:00/{Every.Minutes}:00"
        : $"*-*-* 00/{Every.Hours}:00:00";

    /// <summary>Every schedule that can be registered, so that texts of schedulers can be read back.</summary>
    public static ScanSchedule? Find(Func<ScanSchedule, bool> isIt)
    {
        for (var minute = 0; minute < 1440; minute++)
        {
            var daily = new ScanSchedule(TimeSpan.FromMinutes(minute), TimeSpan.FromDays(1));
            if (isIt(daily)) return daily;
            if (minute is 0 || (minute < 60 ? 60 % minute != 0 : minute % 60 != 0 || 1440 % minute != 0)) continue;
            var often = new ScanSchedule(TimeSpan.Zero, TimeSpan.FromMinutes(minute));
            if (isIt(often)) return often;
        }

        return null;
    }

    /// <summary>The schedule as users read it.</summary>
    public override string ToString() => IsDaily ? $"daily at {Clock(At)}" : $"every {Clock(Every)}";

    private static string Clock(TimeSpan time) => time.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    private static SchedulingException Invalid(string problem, string remedy) =>
        new(SchedulingFault.Invalid, problem, remedy);
}
