using System.Globalization;
using System.Text.RegularExpressions;

namespace NetAnomaly.Benchmarks.Engines;

/// <summary>What a process that measured an engine found.</summary>
/// <param name="Training">Flows per second of an epoch.</param>
/// <param name="Scoring">Flows per second of scoring.</param>
internal sealed partial record EngineSpeedResult(double Training, double Scoring)
{
    /// <summary>Reads what <see cref="EngineSpeed"/> printed.</summary>
    /// <exception cref="InvalidDataException">There is no result.</exception>
    public static EngineSpeedResult Read(string output)
    {
        if (Line().Match(output) is not { Success: true } found)
            throw new InvalidDataException($"the process printed no result but: {output}");
        return new EngineSpeedResult(Number(found, 1), Number(found, 2));
    }

    private static double Number(Match match, int group) =>
        double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^RESULT (\d+) (\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
