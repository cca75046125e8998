using System.Globalization;
using System.Text.RegularExpressions;

namespace NetAnomaly.Benchmarks.Engine;

/// <summary>What one process printed about one model.</summary>
/// <param name="Model">lstm or transformer.</param>
/// <param name="FirstLoss">Loss of the first training step.</param>
/// <param name="Training">Tokens per second while training.</param>
/// <param name="Scoring">Tokens per second while scoring.</param>
/// <param name="PeakMebibytes">Peak resident memory of the process.</param>
/// <param name="TrainingProcessor">Milliseconds of processor time, of all threads, for a step of training.</param>
/// <param name="ScoringProcessor">The same for a step of scoring.</param>
internal sealed partial record EngineResult(
    string Model, double FirstLoss, double Training, double Scoring, double PeakMebibytes, double TrainingProcessor,
    double ScoringProcessor)
{
    /// <summary>Reads the results out of the output of one process.</summary>
    public static IReadOnlyList<EngineResult> Read(string output)
    {
        Match peak = Peak().Match(output);
        double mebibytes = peak.Success ? Number(peak.Groups[1]) : double.NaN;
        Match spent = Processor().Match(output);
        double training = spent.Success ? Number(spent.Groups[1]) : double.NaN;
        double scoring = spent.Success ? Number(spent.Groups[2]) : double.NaN;
        return
        [
            .. Line().Matches(output).Select(m => new EngineResult(
                m.Groups["model"].Value, Number(m.Groups["first"]), Number(m.Groups["train"]),
                Number(m.Groups["score"]), mebibytes, training, scoring)),
        ];
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"RESULT \w+ (?<model>\w+) .*?loss (?<first>\S+) .*?train_tok_s (?<train>\S+) score_tok_s (?<score>\S+)")]
    private static partial Regex Line();

    [GeneratedRegex(@"processor time per step: training (\S+) ms, scoring (\S+) ms")]
    private static partial Regex Processor();

    [GeneratedRegex(@"peak RSS (\S+) MiB")]
    private static partial Regex Peak();
}
