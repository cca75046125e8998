using NetAnomaly.Flows.Text;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class CellSplitterTests
{
    [Fact]
    public void Cells_are_those_of_a_plain_split_whatever_the_length_of_the_row()
    {
        var random = new Random(7);
        var cells = new CellSplitter();
        for (var i = 0; i < 5_000; i++)
        {
            var row = string.Concat(
                Enumerable.Range(0, random.Next(0, 90)).Select(_ => "abc,,;\t é文"[random.Next(10)]));
            var wanted = row.Split(',');
            Assert.Null(cells.Split(row, ',', most: 12, isQuoted: false, isPadded: false, out var count));
            Assert.Equal(wanted.Length, count);
            for (var at = 0; at < Math.Min(count, 13); at++)
                Assert.Equal(wanted[at], cells.Text(row)[cells[at]].ToString());
        }
    }
}
