namespace NetAnomaly.Benchmarks.Engine;

/// <summary>The results of one side, by repetition, model and number of threads.</summary>
internal sealed class EngineSamples
{
    private readonly List<(int Repetition, int Threads, EngineResult Result)> all = [];

    /// <summary>
    /// Median over the repetitions of a figure of one side over the same figure of the other; NaN without both.
    /// </summary>
    public static double MedianRatio(
        EngineSamples upper, int upperThreads, EngineSamples lower, int lowerThreads, string model,
        Func<EngineResult, double> figure)
    {
        var ratios =
            from a in upper.Of(model, upperThreads)
            join b in lower.Of(model, lowerThreads) on a.Repetition equals b.Repetition
            select figure(a.Result) / figure(b.Result);
        return Median([.. ratios.Order()]);
    }

    /// <summary>Keeps what one process printed.</summary>
    public void Add(int repetition, int threads, IEnumerable<EngineResult> results) =>
        all.AddRange(results.Select(r => (repetition, threads, r)));

    /// <summary>Median and largest of a figure over the repetitions; NaN where there are none.</summary>
    public (double Median, double Best) MedianAndBest(string model, int threads, Func<EngineResult, double> figure)
    {
        double[] sorted = [.. Of(model, threads).Select(s => figure(s.Result)).Order()];
        return (Median(sorted), sorted.Length == 0 ? double.NaN : sorted[^1]);
    }

    private static double Median(double[] sorted) => sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];

    private IEnumerable<(int Repetition, EngineResult Result)> Of(string model, int threads) =>
        all.Where(s => s.Threads == threads && s.Result.Model == model).Select(s => (s.Repetition, s.Result));
}
