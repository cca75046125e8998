namespace NetAnomaly.Core.Scoring;

/// <summary>
/// The rule of Benjamini and Hochberg (1995, J. R. Stat. Soc. B 57, 289–300): of m tests call the k smallest p-values
/// anomalous, k the largest number whose largest p-value is at most rate · k / m. It holds for conformal p-values of
/// conversations that resemble those of calibration (Bates, Candès, Lei, Romano and Sesia 2023, Ann. Stat. 51,
/// 149–178). Only p-values of at most the rate can pass; only these are held.
/// </summary>
internal sealed class BenjaminiHochbergPolicy(double rate) : IAlertPolicy
{
    private readonly List<PendingAlert> candidates = [];

    /// <inheritdoc/>
    public void Add(PendingAlert candidate) => candidates.Add(candidate);

    /// <inheritdoc/>
    public void Complete(long tests)
    {
        candidates.Sort();
        var passed = candidates.Count;
        while (passed > 0 && candidates[passed - 1].Case.PValue > rate * passed / tests) passed--;
        for (var i = 0; i < candidates.Count; i++) candidates[i].IsAnomaly = i < passed;
        candidates.Clear();
    }
}
