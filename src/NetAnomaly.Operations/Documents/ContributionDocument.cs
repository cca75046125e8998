namespace NetAnomaly.Operations.Documents;

/// <summary>A flow's part in a score as it is stored. Immutable.</summary>
internal sealed record ContributionDocument(FlowDocument Flow, double Surprisal, string Factor, string Word)
{
    public static ContributionDocument Of(FlowContribution part) =>
        new(FlowDocument.Of(part.Flow), part.Surprisal, part.Factor, part.Word);

    public FlowContribution ToContribution() => new(Flow.ToFlow(), Surprisal, Factor, Word);
}
