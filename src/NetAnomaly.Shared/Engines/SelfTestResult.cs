using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// What an engine answered on one device, in one precision, to problems whose answers are known. Immutable.
/// </summary>
public sealed record SelfTestResult
{
    /// <summary>The device: <c>cpu</c>, <c>cuda:0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The numbers that were computed with.</summary>
    public required EnginePrecision Precision { get; init; }

    /// <summary>Every answer.</summary>
    public required IReadOnlyList<SelfTestCase> Cases { get; init => field = Indexable.Of(value); }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// The newest instruction set that oneDNN, which Torch computes with on a processor, was allowed, such as
    /// <c>AVX2</c>;
    /// <see langword="null"/> where nothing was forbidden.
    /// </summary>
    public string? InstructionSetLimit { get; init; }

    /// <summary>The largest error of all answers; not a number where one of them is none.</summary>
    public double LargestError => Cases.Select(answer => answer.Error).DefaultIfEmpty(double.NaN).Aggregate(Math.Max);

    /// <summary>Whether every answer is right.</summary>
    public bool Passed => Cases.Count > 0 && Cases.All(answer => answer.Passed);

    /// <summary>The worst of the wrong answers; <see langword="null"/> where all are right.</summary>
    public SelfTestCase? Worst => Cases.Where(answer => !answer.Passed)
        .MaxBy(answer => double.IsNaN(answer.Error) ? double.PositiveInfinity : answer.Error);

    /// <summary>The device, the precision and what was found.</summary>
    public override string ToString()
    {
        var right = string.Create(
            CultureInfo.InvariantCulture, $"{Cases.Count} answers right, largest error {LargestError:0.##e+0}");
        var limit = InstructionSetLimit is null ? "" : $", oneDNN limited to {InstructionSetLimit}";
        return $"{Device} {Precision}: {Worst?.ToString() ?? right}{limit}";
    }
}
