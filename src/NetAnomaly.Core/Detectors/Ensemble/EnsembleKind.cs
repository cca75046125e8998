using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What is known of <see cref="ModelArchitecture.Ensemble"/>.</summary>
internal sealed class EnsembleKind : DetectorKind<EnsembleOptions>
{
    /// <inheritdoc/>
    public override ModelArchitecture Architecture => ModelArchitecture.Ensemble;

    /// <inheritdoc/>
    public override DetectorNeeds Needs(ModelSpec spec) => new() { WholeWindows = true };

    /// <inheritdoc/>
    /// <remarks>
    /// An ensemble that names no members has counts by host and window of each of the first two schemes and of all
    /// together. They group flows as the ensemble does.
    /// </remarks>
    public override ModelSpec Complete(ModelSpec spec)
    {
        if (spec.Options is not EnsembleOptions { Members.Count: 0 } options) return spec;
        var members = spec.Schemes.Take(2).Select(scheme => Member(scheme)).ToList();
        if (spec.Schemes.Count != 1) members.Add(Member([.. spec.Schemes]));
        return spec with { Options = options with { Members = members } };

        ModelSpec Member(params TokenScheme[] own) => new()
        {
            Architecture = ModelArchitecture.TokenFrequency,
            Name = string.Join(" × ", own),
            Schemes = own,
            GroupBy = spec.GroupBy,
            Window = spec.Window,
            Aggregate = spec.Aggregate,
            TopK = spec.TopK,
            Seed = spec.Seed,
            Options = new FrequencyOptions { CountBy = TokenCounting.SourceWindow },
        };
    }

    /// <inheritdoc/>
    protected override ModelSetup Usual(LearningMode learning)
    {
        var setup = base.Usual(learning);
        TokenScheme[] schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State];
        return setup with { Spec = setup.Spec with { Schemes = schemes } };
    }

    /// <inheritdoc/>
    protected override void Check(ModelSpec spec, EnsembleOptions options)
    {
        SpecRule.Require(spec.Learning == LearningMode.Unsupervised, "Ensembles learn without labels only.");
        SpecRule.Require(options.Members.Count is >= 1 and <= 16, "An ensemble has 1 to 16 members.");
        foreach (var member in options.Members)
        {
            SpecRule.Require(member is not null, "A member of the ensemble is missing.");
            SpecRule.Require(member!.Options is not EnsembleOptions, "A member of an ensemble is no ensemble itself.");
            SpecRule.Require(
                member.Learning == LearningMode.Unsupervised, "The members of an ensemble learn without labels.");
            SpecRule.Require(
                member.Schemes.All(spec.Schemes.Contains), "A member sees only token schemes of its ensemble.");
            SpecRule.Require(
                member.GroupBy == spec.GroupBy && member.Window == spec.Window,
                "A member groups flows as its ensemble does.");
        }
    }
}
