using System.Globalization;

namespace NetAnomaly;

/// <summary>One answer of an engine beside the known one. Immutable.</summary>
/// <param name="Name">What was computed, such as <c>LSTM: output without gradients, 512 sequences</c>.</param>
/// <param name="Error">The largest difference, as a share of the largest value; not a number where the answer holds one
/// that is not finite, or where there is none.</param>
/// <param name="Tolerance">The largest error that passes.</param>
/// <param name="Problem">The engine's own error, where it gave no answer.</param>
public sealed record SelfTestCase(string Name, double Error, double Tolerance, string? Problem = null)
{
    /// <summary>Whether the answer is right.</summary>
    public bool Passed => Error <= Tolerance;

    /// <summary>What was computed, and how far off it is.</summary>
    public override string ToString() => Problem is not null
        ? $"{Name}: {Problem}"
        : double.IsNaN(Error)
            ? $"{Name}: not a finite number"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Name}: off by {Error:0.##e+0} of the largest value; {Tolerance:0.##e+0} is allowed");
}
