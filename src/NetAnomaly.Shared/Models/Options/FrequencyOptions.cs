namespace NetAnomaly;

/// <summary>Options of <see cref="ModelArchitecture.TokenFrequency"/>.</summary>
public sealed record FrequencyOptions : DetectorOptions
{
    /// <summary>What counts as one use of a word.</summary>
    public TokenCounting CountBy { get; init; } = TokenCounting.Flow;
}
