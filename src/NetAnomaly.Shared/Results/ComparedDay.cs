using System.Globalization;

namespace NetAnomaly;

/// <summary>How many incidents two models raise in 24 hours. Immutable.</summary>
/// <param name="Start">When these begin, UTC.</param>
/// <param name="ReferenceOnly">Incidents that begin in them and that the reference model alone raises.</param>
/// <param name="DifferenceOnly">Those that the other model alone raises.</param>
/// <param name="Both">Those that both raise.</param>
/// <param name="IsQuiet">Whether no incident in them was marked as true.</param>
public sealed record ComparedDay(DateTime Start, int ReferenceOnly, int DifferenceOnly, int Both, bool IsQuiet)
{
    /// <summary>The day on one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Start:yyyy-MM-dd HH:mm}Z: {ReferenceOnly} only the reference, {DifferenceOnly} only the other, {Both} both"
            + $"{(IsQuiet ? "" : ", with attacks")}");
}
