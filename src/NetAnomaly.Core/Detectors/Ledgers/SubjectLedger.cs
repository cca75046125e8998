using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Adds up the evidence against one subject over its windows: a p-value pays as an e-value does (Vovk and Wang 2021,
/// Annals of Statistics 49, 1736–1754: the average over κ of κp^(κ−1)), what is old fades by half in a half-life, what
/// is usual for the subject is taken off, and silence of a day ends a run. Windows of one subject depend on each other,
/// so that this is no martingale: sums are compared with those of normal traffic.
/// </summary>
/// <param name="halfLife">Ticks in which evidence fades by half.</param>
/// <param name="patience">Windows of silence after which half of those in which a subject spoke is forgotten.</param>
internal readonly struct SubjectLedger(double halfLife, double patience)
{
    private const double LeastE = 1e-3;

    /// <summary>Ticks in which evidence fades by half.</summary>
    public double HalfLife => halfLife;

    /// <summary>Windows of silence after which half of those in which a subject spoke is forgotten.</summary>
    public double Patience => patience;

    /// <summary>
    /// The ledger of some windows: what they cannot show to be normal, as they are too few, must not be remembered.
    /// </summary>
    /// <param name="windows">How many.</param>
    /// <param name="window">Length of a window.</param>
    public static SubjectLedger Of(double windows, TimeSpan window)
    {
        var halfLife = Math.Min(TimeSpan.TicksPerDay, windows / 2 * window.Ticks);
        return new SubjectLedger(halfLife, Math.Max(1, halfLife / window.Ticks / 8));
    }

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

    /// <summary>Windows in which a subject has spoken, one of them included, fading while it is silent.</summary>
    /// <param name="state">The subject's.</param>
    /// <param name="number">Number of the window in which it speaks, among those that hold something.</param>
    public double SpokenIn(in SubjectState state, int number) =>
        state.Windows == 0 ? 1
        : number == state.LastNumber ? state.Spoken
        : 1 + (state.Spoken * Math.Pow(0.5, Math.Max(0, number - state.LastNumber - 1) / patience));

    /// <summary>Takes the evidence of one window.</summary>
    /// <param name="state">The subject's; changed.</param>
    /// <param name="window">Start of the window, ticks.</param>
    /// <param name="number">Number of the window among those that hold something.</param>
    /// <param name="evidence">−ln p of the window.</param>
    /// <param name="usual">ln e that the subject's windows bring in normal traffic.</param>
    /// <param name="mass">1/p of its strange conversations, added up.</param>
    public void Add(ref SubjectState state, long window, int number, double evidence, double usual, double mass)
    {
        var logE = LogE(evidence);
        var gap = state.Last == long.MinValue ? long.MaxValue : Math.Max(0, window - state.Last);
        var kept = gap > Silence ? 0 : Math.Pow(0.5, gap / halfLife);
        if (state.Windows == 0) state.First = window;
        if (window != state.Last)
        {
            (state.Spoken, state.LastNumber) = (SpokenIn(state, number), number);
            state.Windows++;
            state.RunWindows++;
        }

        var before = state.Ledger * kept;
        state.Ledger = Math.Max(0, before + logE - usual);
        if (before <= 0)
        {
            // A run begins with every window that the one before left nothing for.
            (state.RunStart, state.RunWindows, state.Peak, state.Strongest, state.Mass) = (window, 1, 0, 0, 0);
        }

        state.Peak = Math.Max(state.Peak, state.Ledger);
        state.Strongest = Math.Max(state.Strongest, evidence);
        state.Mass += mass;
        state.Last = Math.Max(state.Last, window);
    }
}
