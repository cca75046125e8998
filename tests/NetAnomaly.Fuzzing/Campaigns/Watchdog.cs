using System.Diagnostics;

namespace NetAnomaly.Fuzzing.Campaigns;

/// <summary>
/// Ends the process when one input takes too long; the time is that of the processor, so that a busy machine is no
/// hang, unless nothing is computed at all.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>The exit code of a process that hung.</summary>
    public const int HungExit = 70;

    /// <summary>What an input may take of the processor.</summary>
    public static readonly TimeSpan MostWork = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(30);

    private readonly Timer timer;
    private readonly Stopwatch wall = Stopwatch.StartNew();
    private readonly Lock guard = new();
    private TimeSpan work = Environment.CpuUsage.TotalTime;

    /// <summary>Begins to watch.</summary>
    /// <param name="onHang">Called before the process ends.</param>
    public Watchdog(Action<string> onHang) => timer = new Timer(_ => Look(onHang), null, 250, 250);

    /// <summary>Begins an input.</summary>
    public void Restart()
    {
        lock (guard)
        {
            wall.Restart();
            work = TimeSpan.MinValue;
        }
    }

    public void Dispose() => timer.Dispose();

    private void Look(Action<string> onHang)
    {
        lock (guard)
        {
            var now = Environment.CpuUsage.TotalTime;
            // Asked for here alone, for that costs more than many an input: the first look is the beginning.
            if (work == TimeSpan.MinValue) work = now;
            if (now - work < MostWork && wall.Elapsed < MostWait) return;
            onHang($"It has taken {wall.Elapsed.TotalSeconds:F1} s, {(now - work).TotalSeconds:F1} s of processors.");
            Environment.Exit(HungExit);
        }
    }
}
