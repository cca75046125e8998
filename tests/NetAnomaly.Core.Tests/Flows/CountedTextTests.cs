using NetAnomaly.Flows;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Tests.Flows;

public sealed class CountedTextTests
{
    private const string Rows = "row|rows was|were rejected, as it|they came late";

    [Theory]
    [InlineData(0, "0 rows were rejected, as they came late")]
    [InlineData(1, "1 row was rejected, as it came late")]
    [InlineData(1200, "1,200 rows were rejected, as they came late")]
    public void One_thing_takes_the_singular_and_all_other_numbers_the_plural(long count, string text) =>
        Assert.Equal(text, CountedText.Of(count, Rows));

    [Theory]
    [InlineData(1, "1 file; see it.")]
    [InlineData(2, "2 files; see them.")]
    public void What_ends_a_clause_stands_behind_both_forms(long count, string text) =>
        Assert.Equal(text, CountedText.Of(count, "file|files; see it|them."));

    [Fact]
    public void A_note_on_one_record_speaks_of_one()
    {
        var note = new FlowReadNote("a.log", "record|records of Zeek's dns log was|were passed over", "Look.");
        Assert.Equal("a.log: 1 record of Zeek's dns log was passed over. Look.", note.Of(1));
        Assert.Equal("a.log: 2 records of Zeek's dns log were passed over. Look.", note.Of(2));
    }

    [Fact]
    public void A_report_speaks_of_one_file_one_flow_and_one_row()
    {
        var report = new FlowImportReport
        {
            Files = [new FlowFileReport("a.csv", "Csv", 1, 1, null)],
            Notes = [],
            Rejections = [new FlowImportRejection("TotBytes is not a number", 1)],
            Elapsed = TimeSpan.Zero,
        };
        Assert.Equal("1 file (Csv): 1 flow, 1 rejected row (1: TotBytes is not a number); 0.0 s.", report.ToString());
        Assert.Equal("1 row: TotBytes is not a number", report.Rejections[0].ToString());
    }
}
