using NetAnomaly.Core.Datasets;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Datasets;

/// <summary>What is selected, ordered, projected and joined keeps every value of every column.</summary>
public sealed class TableRowsTests
{
    private static readonly TokenScheme[] Schemes = [TokenScheme.ProtoByte, TokenScheme.State];

    [Fact]
    public void A_selection_has_the_rows_of_its_conversations()
    {
        var whole = Table(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        int[] chosen = [1, 4, 8];
        Assert.Equal(chosen.Select(conversation => Row(whole, conversation)), Rows(whole.Select(chosen)));
        Assert.Equal(Rows(whole).Take(4), Rows(whole.Head(4)));
        Assert.Equal(Rows(whole.Select(chosen)).Skip(1), Rows(whole.Select(chosen).Select([1, 2])));
    }

    [Fact]
    public void Windows_that_come_out_of_order_are_ordered_with_all_that_they_hold() =>
        Assert.Equal(Rows(Table(0, 1, 2, 3, 4)), Rows(Table(3, 0, 4, 2, 1)));

    [Fact]
    public void Tables_joined_hold_the_rows_of_both_whatever_numbers_stand_for_their_texts()
    {
        var whole = Table(0, 1, 2, 3, 4, 5);
        Assert.Equal(Rows(whole), Rows(Table(4, 0, 2).Concat(Table(5, 3, 1))));
        Assert.Equal(whole.Hash(), Table(4, 0, 2).Concat(Table(5, 3, 1)).Hash());
        Assert.Equal(Rows(whole), Rows(Table(4, 0, 2).Select([0, 1]).Concat(Table(5, 3, 1, 4))));
    }

    [Fact]
    public void Tables_of_other_columns_or_windows_are_not_joined()
    {
        var other = new ConversationTableBuilder([TokenScheme.ProtoByte], []);
        other.Add(OfWords("10:00", Alice, null, "t1"));
        Assert.Throws<ArgumentException>(() => Table(0).Concat(other.Build()));
    }

    [Fact]
    public void A_projection_has_the_schemes_asked_for_in_their_order_and_all_else()
    {
        var whole = Table(0, 1, 2);
        var turned = whole.Project([TokenScheme.State, TokenScheme.ProtoByte]);
        Assert.Equal(Text(whole, 2, 1), Text(turned, 2, 0));
        Assert.Equal(Text(whole, 2, 0), Text(turned, 2, 1));
        Assert.Equal(Rows(whole).Select(Beside), Rows(turned).Select(Beside));
        Assert.Same(whole, whole.Project(Schemes));
        Assert.Equal([TokenScheme.State], whole.Project([TokenScheme.State]).Schemes);
        Assert.Throws<ArgumentException>(() => whole.Project([TokenScheme.ServicePort]));

        static string Beside(string row) => row[row.IndexOf('|', StringComparison.Ordinal)..];
    }

    // Conversation n has 1 + n mod 3 flows of its own host, service, label, volume and state.
    private static ConversationTable Table(params int[] numbers)
    {
        var builder = new ConversationTableBuilder(Schemes, [], withFeatures: true);
        foreach (var n in numbers)
        {
            var flows = Enumerable.Range(0, 1 + (n % 3)).Select(
                at => Flow($"{n:00}:0{at}", $"10.0.0.{n}", bytes: 1L << n, label: n == 5 ? null : $"L{n}"));
            builder.Add(OfFlows(Schemes, [.. flows]));
        }

        return builder.Build();
    }

    private static Conversation OfFlows(IReadOnlyList<TokenScheme> schemes, FlowRecord[] flows) =>
        new(flows[0].Start.Date.AddHours(flows[0].Start.Hour), TimeSpan.FromHours(1), FlowGrouping.Dyad, schemes, flows,
            [
                .. schemes.Select(
                    (_, factor) => flows.Select(flow => $"f{factor} {flow.Bytes} {flow.Start.Minute}").ToArray()),
            ]);

    private static IEnumerable<string> Rows(ConversationTable table) =>
        [.. Enumerable.Range(0, table.Count).Select(row => Row(table, row))];

    private static string Row(ConversationTable table, int row)
    {
        var labels = table.Labels(row).ToArray().Select(label => label < 0 ? "none" : table.LabelTexts[label]);
        var hosts = table.Hosts(row).ToArray().Append(table.Destination(row)).Select(table.HostKey);
        var first = table.FirstFeatureRow(row);
        var features = Enumerable.Range(first, table.Length(row))
            .Select(at => string.Join(' ', table.Features!.Numbers(at).ToArray())
            + string.Join(
                ' ',
                table.Features.Categories(at).ToArray().Select(
                    (category, column) => table.Features.Texts(column)[category])));
        return $"{Text(table, row, 0)} {(table.Factors > 1 ? Text(table, row, 1) : "")}|{table.WindowStart(row):HH} "
            + $"{table.Service(row)} {table.Regularity(row)} "
            + $"{string.Join(' ', labels)} {string.Join(' ', hosts)} {string.Join(' ', features)}";
    }

    private static string Text(ConversationTable table, int row, int factor) =>
        string.Join(' ', table.Tokens(row, factor).ToArray().Select(token => table.Texts[factor][token]));
}
