using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Adds up the evidence against one subject over its windows: a p-value pays as an e-value does (Vovk and Wang 2021,
/// Annals of Statistics 49, 1736–1754: the average over κ of κp^(κ−1)), what is old fades by half in a half-life, what
/// is usual for the subject is taken off, and silence of a day ends a run. Windows of one subject depend on each other,
/// so that this is no martingale: sums are compared with those of normal traffic.
/// </summary>
/// <param name="halfLife">Ticks in which evidence fades by half.</param>
internal readonly struct SubjectLedger(double halfLife)
{
    private const double LeastE = 1e-3;

    /// <summary>Ticks in which evidence fades by half.</summary>
    public double HalfLife => halfLife;

    /// <summary>Silence that ends a run, ticks.</summary>
    public const long Silence = TimeSpan.TicksPerDay;

    /// <summary>ln of the e-value of a p-value.</summary>
    /// <param name="evidence">−ln p.</param>
    public static double LogE(double evidence)
    {
        var p = Math.Clamp(Math.Exp(-evidence), 1e-12, 1 - 1e-7);
        var log = Math.Log(p);
        return Math.Log(Math.Max((1 - p + (p * log)) / (p * log * log), LeastE));
    }

    /// <summary>Takes the evidence of one window.</summary>
    /// <param name="state">The subject's; changed.</param>
    /// <param name="window">Start of the window, ticks.</param>
    /// <param name="evidence">−ln p of the window.</param>
    /// <param name="usual">ln e that the subject's windows bring in normal traffic.</param>
    /// <param name="mass">1/p of its strange conversations, added up.</param>
    public void Add(ref SubjectState state, long window, double evidence, double usual, double mass)
    {
        var logE = LogE(evidence);
        var gap = state.Last == long.MinValue ? long.MaxValue : Math.Max(0, window - state.Last);
        var kept = gap > Silence ? 0 : Math.Pow(0.5, gap / halfLife);
        if (state.Windows == 0) state.First = window;
        if (window != state.Last) state.Windows++;
        var added = state.Accumulated * kept;
        if (added <= 0) (state.AccumulatedFrom, state.AccumulatedWindows) = (window, 1);
        else if (window != state.Last) state.AccumulatedWindows++;
        state.Accumulated = Math.Max(0, added + logE);
        var before = state.Ledger * kept;
        state.Ledger = Math.Max(0, before + logE - usual);
        if (before <= 0)
        {
            // A run begins with every window that the one before left nothing for.
            (state.RunStart, state.Peak, state.Strongest, state.Mass) = (window, 0, 0, 0);
        }

        state.Peak = Math.Max(state.Peak, state.Ledger);
        state.Strongest = Math.Max(state.Strongest, evidence);
        state.Mass += mass;
        state.Last = Math.Max(state.Last, window);
    }
}
