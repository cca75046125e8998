namespace NetAnomaly.Operations.Alerts;

/// <summary>
/// Which kinds of evidence say what happened in a conversation, told as reasons tell them. Immutable.
/// </summary>
/// <param name="Leading">
/// Those that carry at least a quarter of the verdict. Where that is what speaks together or has added up, the three
/// strongest of the others, which it is made of.
/// </param>
/// <param name="Against">All that speak against the conversation.</param>
internal sealed record NamedEvidence(IReadOnlyList<string> Leading, IReadOnlyList<string> Against)
{
    private const double Share = 0.25;
    private const double PValue = 0.05;
    private const double PartPValue = 0.01;
    private const int Parts = 3;

    private static readonly string[] Sums = ["Together", "Accumulation"];

    /// <summary>Those of a result.</summary>
    public static NamedEvidence Of(IReadOnlyList<Evidence> evidence)
    {
        Evidence[] against =
        [
            .. evidence.Where(each => each.Sign == EvidenceSign.Against && each.PValue <= PValue)
                .OrderBy(each => each.PValue),
        ];
        var leading = against.Where(each => each.Share >= Share).Select(each => each.Name).ToList();
        if (leading.Any(name => Sums.Contains(name)))
        {
            leading.AddRange(against.Where(each => each.PValue <= PartPValue && !Sums.Contains(each.Name))
                .Take(Parts).Select(each => each.Name));
        }

        return new NamedEvidence(leading, [.. against.Select(each => each.Name)]);
    }
}
