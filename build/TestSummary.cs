using System.Globalization;

/// <summary>
/// What is told of a test run when it has ended: skipped tests by reason, the slowest, failures, and the totals as the
/// last line.
/// </summary>
internal sealed class TestSummary(IReadOnlyList<TestOutcome> outcomes)
{
    private const int Slowest = 10;
    private const int FailureLines = 12;

    public int Failed => outcomes.Count(test => test.Failure is not null);

    /// <summary>Writes it to the console.</summary>
    /// <param name="listsAll">Whether skipped tests are named one by one.</param>
    public void Write(bool listsAll)
    {
        foreach (var reason in Skipped().GroupBy(test => test.Skip).OrderByDescending(group => group.Count()))
        {
            Console.WriteLine($"{reason.Count(),5} skipped: {reason.Key}");
            if (listsAll) foreach (var test in reason) Console.WriteLine($"              {test.Suite}: {test.Name}");
        }
        Console.WriteLine();
        foreach (
            var test in outcomes.Where(test => test.Time > TimeSpan.Zero).OrderByDescending(test => test.Time)
                .Take(Slowest))
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture, $"{test.Time.TotalSeconds,7:0.0} s  {test.Suite}: {test.Name}"));
        Console.WriteLine();
        foreach (var test in outcomes.Where(test => test.Failure is not null))
        {
            var lines = test.Failure!.ReplaceLineEndings("\n").Split('\n').Take(FailureLines);
            Console.WriteLine($"failed   {test.Suite}: {test.Name}\n           {string.Join("\n           ", lines)}");
        }

        Console.WriteLine(
            $"{outcomes.Count - Failed - Skipped().Count()} passed, {Failed} failed, {Skipped().Count()} skipped");
    }

    /// <summary>Writes the names of the skipped tests, a line each.</summary>
    public void WriteSkipped(string path) =>
        File.WriteAllLines(path, Skipped().Select(test => $"{test.Suite}: {test.Name}: {test.Skip}"));

    private IEnumerable<TestOutcome> Skipped() => outcomes.Where(test => test.Skip is not null);
}
