namespace NetAnomaly.Core.Detection;

/// <summary>What a scan remembers of one pair, or of one host as a client or a server.</summary>
internal struct SubjectState
{
    /// <summary>Start of the last window in which it spoke, ticks.</summary>
    public long Last { get; set; }

    /// <summary>Start of the first window in which it spoke in this scan, ticks.</summary>
    public long First { get; set; }

    /// <summary>Windows in which it has spoken in this scan.</summary>
    public int Windows { get; set; }

    /// <summary>The same, fading with the windows in which it is silent: how steadily it speaks.</summary>
    public double Spoken { get; set; }

    /// <summary>Number of the last window in which it spoke, among all windows of the scan.</summary>
    public int LastNumber { get; set; }

    /// <summary>
    /// Evidence of its windows beyond what is usual for it, added up, older evidence fading, never below 0; nats. Above
    /// 0 while a run lasts.
    /// </summary>
    public double Ledger { get; set; }

    /// <summary>Start of the run's first window, ticks.</summary>
    public long RunStart { get; set; }

    /// <summary>Windows of the run in which it spoke.</summary>
    public int RunWindows { get; set; }

    /// <summary>The largest <see cref="Ledger"/> of the run.</summary>
    public double Peak { get; set; }

    /// <summary>The largest −ln p of a window of the run.</summary>
    public double Strongest { get; set; }

    /// <summary>1/p of the run's strange conversations, added up.</summary>
    public double Mass { get; set; }
}
