using System.Diagnostics;
using System.Management.Automation;
using NetAnomaly.Internal;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// A cmdlet's line of progress: written at most every 200 ms, taken away at the end. Used on the pipeline's thread
/// only.
/// </summary>
internal sealed class ProgressLine(PSCmdlet cmdlet, string title)
{
    private readonly string activity = VisibleText.Of(title);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private long last = Stopwatch.GetTimestamp();
    private bool shown;

    /// <summary>Whether a new state would be written now; spares making one that would not.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(last) >= Interval;

    /// <summary>Shows a state if it is time to.</summary>
    public void Show(string status, double? fraction = null, TimeSpan? remaining = null)
    {
        if (!IsDue) return;
        last = Stopwatch.GetTimestamp();
        shown = true;
        cmdlet.WriteProgress(new ProgressRecord(0, activity, VisibleText.Of(status))
        {
            PercentComplete = fraction is { } share ? (int)Math.Clamp(share * 100, 0, 100) : -1,
            SecondsRemaining = remaining is { } left ? (int)Math.Min(left.TotalSeconds, int.MaxValue) : -1,
        });
    }

    /// <summary>Takes the line away.</summary>
    public void Complete()
    {
        if (!shown) return;
        shown = false;
        cmdlet.WriteProgress(new ProgressRecord(0, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
