namespace NetAnomaly.Operations.Documents;

/// <summary>Evidence as it is stored. Immutable.</summary>
internal sealed record EvidenceDocument
{
    public required string Name { get; init; }

    public double PValue { get; init; }

    public double Share { get; init; }

    public SubjectKind? AboutKind { get; init; }

    public string? About { get; init; }

    public int References { get; init; }

    public bool IsEstimate { get; init; }

    public bool IsSilent { get; init; }

    public static EvidenceDocument Of(Evidence evidence) => new()
    {
        Name = evidence.Name,
        PValue = evidence.PValue,
        Share = evidence.Share,
        AboutKind = evidence.About?.Kind,
        About = evidence.About?.Key,
        References = evidence.References,
        IsEstimate = evidence.IsEstimate,
        IsSilent = evidence.IsSilent,
    };

    public Evidence ToEvidence() => new(Name, PValue, Share)
    {
        About = AboutKind is { } kind && About is not null ? new Subject(kind, About) : null,
        References = References,
        IsEstimate = IsEstimate,
        IsSilent = IsSilent,
    };
}
