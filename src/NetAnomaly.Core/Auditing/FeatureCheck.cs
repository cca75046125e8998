namespace NetAnomaly.Core.Auditing;

/// <summary>
/// Looks for columns that tell the classes apart alone: every number as a score, every category by its values' shares
/// of anomalous flows.
/// </summary>
internal sealed class FeatureCheck : IDatasetCheck
{
    private const int MostSchemas = 4;
    private readonly NumberColumn[] numbers = [.. Measures.Select(measure => new NumberColumn(measure.Name))];
    private readonly CategoryColumn[] categories = [.. Texts.Select(text => new CategoryColumn(text.Name))];
    private readonly Dictionary<FeatureSchema, (NumberColumn[] Numbers, CategoryColumn[] Categories)> features = [];

    private static (string Name, Func<FlowRecord, double?> Of)[] Measures =>
    [
        ("Duration", flow => flow.Duration.TotalMilliseconds),
        ("Bytes", flow => flow.Bytes),
        ("SourceBytes", flow => flow.SourceBytes),
        ("DestinationBytes", flow => flow.DestinationBytes),
        ("Packets", flow => flow.Packets),
        ("SourcePackets", flow => flow.SourcePackets),
        ("SourcePort", flow => flow.SourcePort),
        ("DestinationPort", flow => flow.DestinationPort),
    ];

    private static (string Name, Func<FlowRecord, string?> Of)[] Texts =>
    [
        ("Protocol", flow => flow.Protocol),
        ("State", flow => flow.State),
        ("Service", flow => flow.Service),
        ("service port", flow => Tokens.ServicePort.Instance.Word(flow)),
    ];

    private static readonly Func<FlowRecord, double?>[] NumberOf = [.. Measures.Select(measure => measure.Of)];
    private static readonly Func<FlowRecord, string?>[] TextOf = [.. Texts.Select(text => text.Of)];

    /// <inheritdoc/>
    public void Add(in AuditedFlow flow)
    {
        for (var i = 0; i < numbers.Length; i++) numbers[i].Add(NumberOf[i](flow.Flow), flow.IsAnomalous);
        for (var i = 0; i < categories.Length; i++) categories[i].Add(TextOf[i](flow.Flow), flow.IsAnomalous);
        if (flow.Flow.Features is { } own) Add(own, flow.IsAnomalous);
    }

    /// <inheritdoc/>
    public IEnumerable<DatasetFinding> Findings(AuditTally tally)
    {
        var (anomalous, normal) = (tally.AllAnomalous, tally.All - tally.AllAnomalous);
        if (anomalous < SeparationFinding.LeastFlows || normal < SeparationFinding.LeastFlows) yield break;
        foreach (var column in numbers.Concat(features.Values.SelectMany(schema => schema.Numbers)))
        {
            if (SeparationFinding.Of(column) is { } finding) yield return finding;
        }

        foreach (var column in categories.Concat(features.Values.SelectMany(schema => schema.Categories)))
        {
            if (SeparationFinding.Of(column, normal, anomalous) is { } finding) yield return finding;
        }
    }

    private void Add(FlowFeatures own, bool anomalous)
    {
        if (!features.TryGetValue(own.Schema, out var columns))
        {
            if (features.Count == MostSchemas) return;
            columns = (
                [.. own.Schema.Numbers.Select(name => new NumberColumn(name))],
                [.. own.Schema.Categories.Select(name => new CategoryColumn(name))]);
            features.Add(own.Schema, columns);
        }

        var numbersOfFlow = own.NumberSpan();
        for (var i = 0; i < columns.Numbers.Length; i++) columns.Numbers[i].Add(numbersOfFlow[i], anomalous);
        var categoriesOfFlow = own.CategorySpan();
        for (var i = 0; i < columns.Categories.Length; i++) columns.Categories[i].Add(categoriesOfFlow[i], anomalous);
    }
}
