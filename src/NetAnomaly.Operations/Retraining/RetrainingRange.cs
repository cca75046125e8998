namespace NetAnomaly.Operations.Retraining;

/// <summary>
/// Which traffic a model is trained on again, and which nights behind it are compared. The nights are no part of
/// training, so that the model that is compared is the one that is installed, and so that what came in the last nights,
/// which nobody has looked at yet, is not learned as normal. Immutable.
/// </summary>
/// <param name="From">Start of training, UTC.</param>
/// <param name="Split">End of training, and start of the nights, UTC.</param>
/// <param name="Until">End of the nights, UTC.</param>
internal sealed record RetrainingRange(DateTime From, DateTime Split, DateTime Until)
{
    /// <summary>The range of some exports.</summary>
    /// <param name="exports">The exports, without what is not to be used.</param>
    /// <param name="days">Days of training; <see langword="null"/> for all that is there.</param>
    /// <param name="compareDays">Nights to compare.</param>
    /// <returns><see langword="null"/> where nothing is left to train on.</returns>
    public static RetrainingRange? Of(ExportIndex exports, int? days, int compareDays)
    {
        if (exports.Windows.Count == 0) return null;
        var first = new DateTime(exports.Windows[0], DateTimeKind.Utc);
        var until = new DateTime(exports.Windows[^1], DateTimeKind.Utc) + exports.Window;
        var split = until.AddDays(-compareDays);
        split = new DateTime(split.Ticks / exports.Window.Ticks * exports.Window.Ticks, DateTimeKind.Utc);
        if (split <= first) return null;
        var wanted = days is { } count ? split.AddDays(-count) : first;
        return new RetrainingRange(wanted > first ? wanted : first, split, until);
    }
}
