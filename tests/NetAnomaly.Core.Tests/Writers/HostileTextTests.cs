using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Tests.Readers;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Flows.Writing;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Tests.Writers;

public sealed class HostileTextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hostile").FullName;

    private static List<FlowRecord> Hostile => Read(Repository.Fixture("hostile-text.csv"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("\u001b[31mred", @"\u001B[31mred")]
    [InlineData("\u009b31m", @"\u009B31m")]
    [InlineData("a\r\nb\tc", @"a\u000D\u000Ab\u0009c")]
    [InlineData("bidi\u202etxt", @"bidi\u202Etxt")]
    [InlineData("\u2066x\u2069\u200f\u061c", @"\u2066x\u2069\u200F\u061C")]
    [InlineData("\ufeffx\u2028", @"\uFEFFx\u2028")]
    [InlineData("\udb40\udc41", @"\U000E0041")]
    [InlineData(@"C:\flows – نمی\u200cخواهم 👍", @"C:\flows – نمی\u200cخواهم 👍")]
    public void What_does_not_show_itself_is_shown_as_an_escape(string text, string shown) =>
        Assert.Equal(shown, VisibleText.Of(text));

    [Fact]
    public void Half_a_character_is_shown_as_an_escape() => Assert.Equal(@"a\uD800", VisibleText.Of("a\ud800"));

    [Fact]
    public void Lines_stay_lines_but_none_is_written_over() =>
        Assert.Equal("a\nb\r\n\tc\\u000Dd", VisibleText.OfLines("a\nb\r\n\tc\rd"));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("'=x", "''=x")]
    [InlineData("＝x", "'＝x")]
    [InlineData("'", "'")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("", "")]
    [InlineData("a=1", "a=1")]
    public void A_text_that_a_spreadsheet_would_take_for_a_formula_is_guarded_and_comes_back(string text, string cell)
    {
        Assert.Equal(cell, CellText.Guard(text));
        Assert.Equal(text, CellText.Unguard(cell));
    }

    [Fact]
    public void Hostile_flows_are_read_as_they_are_and_shown_without_what_harms()
    {
        Assert.Equal(7, Hostile.Count);
        Assert.Equal("\u001b[2J\u001b[31mEVIL\u001b[0m", Hostile[3].State);
        Assert.All(Hostile, flow => Assert.True(VisibleText.IsVisible(flow.ToString())));
        Assert.Contains(@"\u001B]0;pwn\u0007host", Hostile[4].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FlowExportFormat.Csv)]
    [InlineData(FlowExportFormat.JsonLines)]
    [InlineData(FlowExportFormat.Zeek)]
    public void Hostile_flows_survive_the_round_trip(FlowExportFormat format)
    {
        var path = Path.Combine(folder, "out");
        using (var exporter = new FlowExporter(path, format))
        {
            foreach (var flow in Hostile) exporter.Write(flow);
            exporter.Complete();
        }

        Assert.Equal(Hostile.Select(Bared), Read(path).Select(Bared));
        if (format == FlowExportFormat.Csv)
            Assert.DoesNotMatch(@"(^|[,""])[=+@-]", File.ReadAllText(path));
        else
            Assert.All(File.ReadLines(path), line => Assert.True(VisibleText.IsVisible(line.Replace('\t', ' '))));

        static FlowRecord Bared(FlowRecord flow) => flow with { File = null, Line = 0 };
    }

    [Fact]
    public void Rejected_rows_start_no_formula_and_hold_no_escape_sequence()
    {
        var path = Path.Combine(folder, "rejects.csv");
        using (var file = new RejectFile(path))
            file.Add(new RejectedRow("=f\u001b.csv", 1, "no \u202etime", "+1,\u001b[31m"));
        Assert.Equal(
            "'=f\\u001B.csv,1,no \\u202Etime,\"'+1,\\u001B[31m\"",
            File.ReadAllLines(path)[1]);
        Assert.Equal(@"f\u001B:2: no \u0007", new RejectedRow("f\u001b", 2, "no \a", "").ToString());
    }

    [Fact]
    public void Messages_about_a_file_hold_nothing_of_its_name_that_harms()
    {
        var path = Path.Combine(folder, "\u001b[31m\u202e.csv");
        var error = Assert.Throws<FlowFileException>(() => Read(path));
        Assert.Equal(path, error.Path);
        for (Exception? at = error; at is not null; at = at.InnerException)
            Assert.True(VisibleText.IsVisible(at.Message), at.GetType().Name);
        Assert.IsType<FileNotFoundException>(error.InnerException);
        Assert.True(VisibleText.IsVisible(new FlowReadNote(path, "rows were passed over", null).Of(3)));
        Assert.True(VisibleText.IsVisible(Assert.Throws<ModelFileException>(() => ModelFile.Describe(path)).Message));
    }

    [Fact]
    public void A_model_s_name_is_kept_and_shown_without_what_harms()
    {
        var path = Path.Combine(folder, "m.nam");
        var spec = ModelPresets.Default(ModelArchitecture.Clstm).Spec with { Name = "\u001b]0;x\a\u202e" };
        using (var untrained = ModelTrainer.New(spec)) ModelFile.Save(untrained, path, overwrite: false);
        using var model = ModelFile.Describe(path);
        Assert.Contains('\u001b', model.Name);
        Assert.True(VisibleText.IsVisible(model.ToString()));
        Assert.True(VisibleText.IsVisible(model.Spec.ToString()));
    }

    private static List<FlowRecord> Read(string path)
    {
        var rejects = new RejectList();
        var flows = FlowFile.Read(path, new FlowReadOptions(), rejects, TestContext.Current.CancellationToken).ToList();
        Assert.Empty(rejects.Rows);
        return flows;
    }
}
