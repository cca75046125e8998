using NetAnomaly.Flows.Text;
namespace NetAnomaly.Core.Features;

/// <summary>Gathers the feature columns of flows into a table. Not thread-safe.</summary>
/// <remarks>
/// A flow that carries <see cref="FlowRecord.Features"/> gives these; any other gives what follows from the flow
/// itself: duration, bytes and packets in both directions, their ratios, protocol, state, service and the lower port,
/// never an address or a time of day. All flows of a table have the same columns.
/// </remarks>
internal sealed class FeatureTableBuilder
{
    private FeatureSchema? schema;
    private BlockMatrix<float> numbers = new(0);
    private BlockMatrix<int> categories = new(0);
    private CategoryTable[] tables = [];
    private string[] texts = [];
    private bool isBuilt;

    /// <summary>How many flows were added.</summary>
    public int Count => numbers.Count;

    /// <summary>Adds a flow as the next row.</summary>
    /// <exception cref="ArgumentException">Its columns are not those of the flows before it; the table is as it
    /// was.</exception>
    /// <exception cref="InvalidOperationException">The table has been built already.</exception>
    public void Add(FlowRecord flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ThrowIfBuilt();
        var given = FlowColumns.SchemaOf(flow);
        Check(schema ?? given, given);
        if (schema is null) Begin(given);
        FlowColumns.Write(flow, numbers.Add(), texts);
        var ids = categories.Add();
        for (var column = 0; column < ids.Length; column++) ids[column] = tables[column].Id(texts[column]);
    }

    /// <summary>Sees whether some flows can be added together.</summary>
    /// <exception cref="ArgumentException">Their columns are not those of the flows before them, or differ among
    /// themselves.</exception>
    public void CheckFits(IReadOnlyList<FlowRecord> flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var expected = schema;
        foreach (var flow in flows)
        {
            var given = FlowColumns.SchemaOf(flow);
            Check(expected ??= given, given);
        }
    }

    /// <summary>The table of all flows added; nothing can be added afterwards.</summary>
    /// <exception cref="InvalidOperationException">No flow was added, or the table has been built already.</exception>
    public FeatureTable Build()
    {
        ThrowIfBuilt();
        if (schema is null) throw new InvalidOperationException("A feature table needs at least one flow.");
        isBuilt = true;
        return new FeatureTable(schema, numbers, categories, Array.ConvertAll(tables, table => table.Texts));
    }

    private void Begin(FeatureSchema given)
    {
        schema = given;
        numbers = new(given.Numbers.Count);
        categories = new(given.Categories.Count);
        tables = [.. given.Categories.Select(_ => new CategoryTable())];
        texts = new string[tables.Length];
    }

    private static void Check(FeatureSchema expected, FeatureSchema given)
    {
        if (!expected.Equals(given))
            throw new ArgumentException(
                $"The flow has other feature columns ({given}) than those before it ({expected}); keep flows of "
                    + $"different exports apart.");
    }

    private void ThrowIfBuilt()
    {
        if (isBuilt) throw new InvalidOperationException("The feature table has been built already; begin a new one.");
    }
}
