namespace NetAnomaly.Core.Statistics;

/// <summary>
/// From the score of a conversation to its p-value among normal conversations of its length and, where training had
/// enough of them, of its service. Immutable.
/// </summary>
internal sealed class StratifiedCalibration
{
    private readonly Lengths general;
    private readonly Dictionary<string, Lengths> services = new(StringComparer.Ordinal);

    /// <summary>A calibration of strata.</summary>
    /// <param name="strata">Those of all services first in order of length, covering every length; then those of
    /// services of their own.</param>
    /// <exception cref="InvalidDataException">They overlap, or leave out a length.</exception>
    public StratifiedCalibration(IReadOnlyList<CalibrationStratum> strata)
    {
        Strata = strata;
        general = new Lengths([.. strata.Where(stratum => stratum.Service is null)]);
        foreach (
            var own in strata.Where(stratum => stratum.Service is not null)
                .GroupBy(stratum => stratum.Service!, StringComparer.Ordinal)) services.Add(own.Key,
                new Lengths([.. own]));
    }

    /// <summary>A calibration that does not tell conversations apart.</summary>
    public StratifiedCalibration(Calibration calibration) : this(
        [new CalibrationStratum(null, 1, int.MaxValue, calibration)])
    {
    }

    /// <summary>The strata.</summary>
    public IReadOnlyList<CalibrationStratum> Strata { get; }

    /// <summary>Whether the service of a conversation matters.</summary>
    public bool UsesServices => services.Count > 0;

    /// <summary>
    /// How many conversations it rests on; those that are judged by all, because their own kind is too rare, count
    /// twice.
    /// </summary>
    public long Size => Strata.Sum(stratum => stratum.Calibration.Size);

    /// <summary>
    /// The smallest p-value that any conversation can have.
    /// </summary>
    public double Smallest => Strata.Min(stratum => stratum.Calibration.Smallest);

    /// <summary>The p-value of a conversation.</summary>
    /// <param name="score">Its score.</param>
    /// <param name="length">Its flows.</param>
    /// <param name="service">The service of its first flow; used where <see cref="UsesServices"/> says so.</param>
    public PValue Evaluate(double score, int length, string? service) =>
        (service is not null && services.TryGetValue(service, out var own) ? own : general).Of(length).Evaluate(score);

    private sealed class Lengths
    {
        private readonly int[] from;
        private readonly Calibration[] calibrations;

        public Lengths(CalibrationStratum[] strata)
        {
            var next = 1L;
            foreach (var stratum in strata)
            {
                if (stratum.FromLength != next || stratum.ToLength < stratum.FromLength)
                    throw new InvalidDataException("The calibration's strata must cover every length once.");
                next = stratum.ToLength + 1L;
            }

            if (next != int.MaxValue + 1L)
                throw new InvalidDataException("The calibration's strata must cover every length once.");
            from = [.. strata.Select(stratum => stratum.FromLength)];
            calibrations = [.. strata.Select(stratum => stratum.Calibration)];
        }

        public Calibration Of(int length)
        {
            var at = Array.BinarySearch(from, length);
            return calibrations[Math.Max(0, at < 0 ? ~at - 1 : at)];
        }
    }
}
