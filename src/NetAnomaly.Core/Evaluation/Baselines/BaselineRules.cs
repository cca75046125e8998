namespace NetAnomaly.Core.Evaluation.Baselines;

/// <summary>The rules there are.</summary>
internal static class BaselineRules
{
    /// <summary>Fresh rules.</summary>
    /// <param name="past">What was there in training; <see langword="null"/> where that is not known: then only rules
    /// that do without.</param>
    public static IReadOnlyList<IBaselineRule> Of(BaselinePast? past) => past is null
        ? [new FlowCountRule()]
        : [new FlowCountRule(), new PortRarityRule(past), new NewPairRule(past), new PersistenceRule(past)];
}
