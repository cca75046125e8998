using NetAnomaly.Models.Metric.Losses;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class SamplingTests
{
    private static readonly MetricOptions Spec = new() { ClassesPerBatch = 3, SamplesPerClass = 4, NormalWeight = 2 };

    [Fact]
    public void Every_class_of_a_batch_has_as_many_rows_however_rare_it_is()
    {
        int[] labels =
        [
            .. Enumerable.Repeat(0, 500), .. Enumerable.Repeat(1, 90), .. Enumerable.Repeat(2, 2),
            .. Enumerable.Repeat(3, 8), -1, -1,
        ];
        var sampler = new ClassBalancedSampler(labels, Spec);
        var seen = new HashSet<int>();
        for (var seed = 0; seed < 20; seed++)
        {
            var counts = sampler.Draw(new Random(seed)).GroupBy(row => labels[row])
                .ToDictionary(rows => rows.Key, rows => rows.Count());
            Assert.Equal(3, counts.Count);
            Assert.Equal(8, counts[0]);
            Assert.All(counts.Where(pair => pair.Key != 0), pair => Assert.Equal(4, pair.Value));
            seen.UnionWith(counts.Keys);
        }

        Assert.Equal([0, 1, 2, 3], seen.Order());
        Assert.Equal(16, sampler.BatchRows);
    }

    [Fact]
    public void Rows_repeat_only_where_their_class_has_too_few()
    {
        int[] labels = [.. Enumerable.Repeat(0, 8), .. Enumerable.Repeat(1, 3)];
        var batch = new ClassBalancedSampler(labels, Spec).Draw(new Random(1));
        Assert.Equal(8, batch.Where(row => labels[row] == 0).Distinct().Count());
        Assert.Equal(4, batch.Count(row => labels[row] == 1));
    }

    [Fact]
    public void Rows_of_one_class_have_nothing_to_tell_apart() =>
        Assert.False(new ClassBalancedSampler([0, 0, -1], Spec).HasClasses);

    [Fact]
    public void A_corrupted_view_takes_each_value_from_its_own_column()
    {
        // Column c of row r holds 100 c + r.
        const int rows = 50, width = 6;
        float[] values =
        [
            .. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0,
                width) select (float)((100 * column) + row),
        ];
        var pairs = Views(values, width, 0.5).Pairs([3, 7], new Random(5)).Values;
        Assert.Equal(values[(3 * width)..(4 * width)], pairs[..width]);
        Assert.Equal(values[(7 * width)..(8 * width)], pairs[width..(2 * width)]);
        Assert.All(Enumerable.Range(2 * width, 2 * width), at => Assert.Equal(at % width, (int)(pairs[at] / 100)));
        Assert.NotEqual(pairs[..(2 * width)], pairs[(2 * width)..]);
        Assert.Equal([0, 1, 0, 1], CorruptedViews.Classes(2));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.4, 0.35, 0.45)]
    public void As_many_columns_are_corrupted_as_asked_for(double share, double least, double most)
    {
        float[] values = [.. Enumerable.Range(0, 100_000).Select(at => (float)at)];
        var pairs = Views(values, 100, share).Pairs([.. Enumerable.Range(0, 200)], new Random(9)).Values;
        Assert.InRange(
            Enumerable.Range(0, 20_000).Count(at => pairs[at] != pairs[20_000 + at]) / 20_000.0, least, most);
    }

    [Fact]
    public void A_window_is_the_last_flows_of_the_conversation_and_no_flow_lies_in_a_batch_twice()
    {
        var source = new RowSource([0, 1, 2, 3, 4, 5, 6], 1, [0, 1, 2, 3, 0, 1, 0], context: 3);

        var batch = source.Gather([3, 2, 4, 5, 0]);

        Assert.Equal([3, 3, 1, 2, 1], batch.Windows!.Lengths);
        Assert.Equal([1, 2, 3, 0, 1, 2, 4, 4, 5, 0], batch.Windows.Members.Select(member => batch.Values[member]));
        Assert.Equal(6, batch.Rows);
        Assert.Equal(5, batch.Count);
    }

    [Fact]
    public void Without_a_context_rows_are_gathered_as_they_are()
    {
        var batch = new RowSource([0, 1, 2, 3], 1, [0, 1, 2, 3], context: 1).Gather([3, 3, 0]);

        Assert.Null(batch.Windows);
        Assert.Equal([3f, 3, 0], batch.Values);
    }

    [Fact]
    public void Every_flow_of_a_window_is_corrupted_for_itself()
    {
        // Column c of row r holds 1000 c + r.
        const int rows = 60, width = 40;
        float[] values =
        [
            .. from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0,
                width) select (float)((1000 * column) + row),
        ];
        var source = new RowSource(values, width, [.. Enumerable.Range(0, rows).Select(row => row % 6)], context: 4);

        var views = new CorruptedViews(source, [.. Enumerable.Range(0, rows)], 0.5).Pairs([5, 4, 12], new Random(5));

        Assert.Equal([4, 4, 1, 4, 4, 1], views.Windows!.Lengths);
        Assert.Equal(
            [2, 3, 4, 5, 1, 2, 3, 4, 12],
            views.Windows.Members[..9].Select(member => (int)views.Values[member * width]));
        foreach (var (clean, corrupted) in views.Windows.Members[..9].Zip(views.Windows.Members[9..]))
        {
            var kept = Enumerable.Range(0, width).Count(
                column => views.Values[(clean * width) + column] == views.Values[(corrupted * width) + column]);
            Assert.InRange(kept, 8, 32);
            Assert.All(
                Enumerable.Range(0, width), column =>
                    Assert.Equal(column, (int)(views.Values[(corrupted * width) + column] / 1000)));
        }
    }

    [Fact]
    public void A_displaced_flow_stands_behind_the_company_of_another()
    {
        // Conversations of three flows: value 10 c + p for position p of conversation c; and one of a single flow.
        float[] values = [.. Enumerable.Range(0, 9).Select(row => (float)((row / 3 * 10) + (row % 3))), 99];
        var source = new RowSource(values, 1, [0, 1, 2, 0, 1, 2, 0, 1, 2, 0], context: 3);
        var views = new CorruptedViews(source, [0], 0).Pairs([2, 5, 8, 9], new Random(1));

        var (batch, classes) = DisplacedFlows.Add(views, new Random(3));

        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3, 4, 4, 4], classes);
        Assert.Equal([.. views.Windows!.Lengths, 3, 3, 3], batch.Windows!.Lengths);
        var displaced = batch.Windows.Members[views.Windows.Members.Length..].Select(member => batch.Values[member])
            .Chunk(3).ToArray();
        Assert.Equal([[0f, 1], [10f, 11], [20f, 21]], displaced.Select(window => window[..2]));
        Assert.All(displaced, window => Assert.Contains(window[2], new[] { 2f, 12, 22, 99 }));
        Assert.All(displaced, window => Assert.NotEqual(window[1] + 1, window[2]));
    }

    private static CorruptedViews Views(float[] values, int width, double share) =>
        new(new RowSource(values, width, [], 1), [.. Enumerable.Range(0, values.Length / width)], share);
}
