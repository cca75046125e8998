using System.Runtime.CompilerServices;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Core.Features;

/// <summary>
/// Turns the feature columns of a flow into a vector of numbers of like size, as fitted on training rows and on nothing
/// else. Immutable, thread-safe.
/// </summary>
/// <remarks>
/// Numbers become sign(x)·ln(1 + |x|), less their median, divided by their interquartile range (by their standard
/// deviation where that is zero), cut at ±10. A missing or infinite number becomes 0, the median; where training rows
/// lacked it, an indicator says so. Columns of numbers that are the same in all training rows are left out. Categories
/// become one output per value seen, for the 64 most frequent, and one for everything else. The columns are found by
/// name: flows of another layout will do as long as it has the same columns.
/// </remarks>
internal sealed class FeatureMap
{
    private readonly NumberOutput[] numbers;
    private readonly CategoryOutput[] categories;
    private readonly string[] names;
    private readonly ConditionalWeakTable<FeatureSchema, FeatureBinding> schemas = [];
    private readonly ConditionalWeakTable<FeatureTable, FeatureTableBinding> tables = [];

    private FeatureMap(FeatureMapState state)
    {
        State = state;
        var outputs = new List<string>();
        int Next(string name)
        {
            outputs.Add(name);
            return outputs.Count - 1;
        }

        numbers = [.. state.Numbers.Select(column => new NumberOutput(
            column,
            column.Scale > 0 ? Next(column.Name) : -1,
            column.MissingShare > 0 ? Next($"{column.Name} missing") : -1))];
        categories = [.. state.Categories.Select(column =>
        {
            var first = outputs.Count;
            foreach (var value in column.Values) Next($"{column.Name}={(value.Length == 0 ? "(none)" : value)}");
            Next($"{column.Name}=(other)");
            return new CategoryOutput(column, first);
        })];
        names = [.. outputs];
    }

    /// <summary>The length of a vector.</summary>
    public int Width => names.Length;

    /// <summary>
    /// What each output is: <c>src_bytes</c>, <c>rate missing</c>, <c>service=http</c>, <c>service=(other)</c>.
    /// </summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Where the categories stand; all other outputs are numbers.</summary>
    public IReadOnlyList<CategoryColumns> Categories =>
        [.. categories.Select(category => new CategoryColumns(category.First, category.Width))];

    /// <summary>All that was learned; <see cref="Restore"/> makes an equal map of it.</summary>
    public FeatureMapState State { get; }

    /// <summary>Learns from the training rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The training rows; nothing else in the table is looked at.</param>
    /// <exception cref="ArgumentException">There is no training row, or nothing differs between them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static FeatureMap Fit(FeatureTable table, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) throw new ArgumentException("A feature map is fitted on at least one row.", nameof(rows));
        var state = FeatureFitting.Fit(table, rows);
        return state.Numbers.Count + state.Categories.Count > 0
            ? new FeatureMap(state)
            : throw new ArgumentException(
                "Every feature column is the same in all training rows; there is nothing to tell flows apart by.",
                nameof(rows));
    }

    /// <summary>Makes a map of what one learned before.</summary>
    /// <exception cref="InvalidDataException">The state is damaged.</exception>
    public static FeatureMap Restore(FeatureMapState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new FeatureMap(FeatureMapRules.Checked(state));
    }

    /// <summary>Writes the vector of a table's row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row.</param>
    /// <param name="vector">Takes <see cref="Width"/> numbers, each finite.</param>
    /// <exception cref="ArgumentException">The vector has another length, or the table lacks a column.</exception>
    public void Map(FeatureTable table, int row, Span<float> vector)
    {
        ArgumentNullException.ThrowIfNull(table);
        CheckLength(vector.Length);
        var binding = tables.GetValue(table, Bind);
        WriteNumbers(table.Numbers(row), binding.Columns.Numbers, vector);
        var ids = table.Categories(row);
        for (var i = 0; i < categories.Length; i++)
            WriteCategory(categories[i], binding.Offsets[i][ids[binding.Columns.Categories[i]]], vector);
    }

    /// <summary>Writes the vector of a flow.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="vector">Takes <see cref="Width"/> numbers, each finite.</param>
    /// <exception cref="ArgumentException">The vector has another length, or the flow lacks a column.</exception>
    public void Map(FlowRecord flow, Span<float> vector)
    {
        ArgumentNullException.ThrowIfNull(flow);
        CheckLength(vector.Length);
        if (flow.Features is { } own)
        {
            Write(own.Schema, own.NumberSpan(), own.CategorySpan(), vector);
            return;
        }

        Span<float> values = stackalloc float[FlowColumns.Derived.Numbers.Count];
        var texts = new string[FlowColumns.Derived.Categories.Count];
        FlowColumns.Write(flow, values, texts);
        Write(FlowColumns.Derived, values, texts, vector);
    }

    /// <summary>The column that sets a flow apart most, with the value that the flow has there.</summary>
    /// <param name="flow">The flow.</param>
    /// <exception cref="ArgumentException">The flow lacks a column.</exception>
    public UnusualFeature MostUnusual(FlowRecord flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var schema = FlowColumns.SchemaOf(flow);
        var values = new float[schema.Numbers.Count];
        var texts = new string[schema.Categories.Count];
        FlowColumns.Write(flow, values, texts);
        return new UnusualSearch(State, numbers, categories).OfFlow(BindingOf(schema), values, texts);
    }

    private void Write(FeatureSchema schema, ReadOnlySpan<float> values, ReadOnlySpan<string> texts, Span<float> vector)
    {
        var binding = BindingOf(schema);
        WriteNumbers(values, binding.Numbers, vector);
        for (var i = 0; i < categories.Length; i++)
            WriteCategory(categories[i], categories[i].Offset(texts[binding.Categories[i]]), vector);
    }

    private void WriteNumbers(ReadOnlySpan<float> values, int[] positions, Span<float> vector)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var number = numbers[i];
            var value = values[positions[i]];
            var isThere = float.IsFinite(value);
            if (number.Missing >= 0) vector[number.Missing] = isThere ? 0 : 1;
            if (number.Value < 0) continue;
            vector[number.Value] = isThere
                ? (float)Math.Clamp(
                    (FeatureFitting.SignedLog(value) - number.State.Median) / number.State.Scale, -State.Clip,
                    State.Clip)
                : 0;
        }
    }

    private static void WriteCategory(CategoryOutput category, int offset, Span<float> vector)
    {
        var outputs = vector.Slice(category.First, category.Width);
        outputs.Clear();
        outputs[offset] = 1;
    }

    private FeatureBinding BindingOf(FeatureSchema schema) =>
        schemas.GetValue(schema, given => FeatureBinding.Of(State, given));

    private FeatureTableBinding Bind(FeatureTable table)
    {
        var columns = FeatureBinding.Of(State, table.Schema);
        return new FeatureTableBinding(
            columns,
            [
                .. categories.Select(
                    (category, i) => table.Texts(columns.Categories[i]).Select(category.Offset).ToArray()),
            ]);
    }

    private void CheckLength(int length)
    {
        if (length != Width)
            throw new ArgumentException($"The vector has {length} places where the map fills {Width}.", nameof(length));
    }
}
