using System.Text;
using NetAnomaly.Core.Tests.Readers.Exports;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>
/// Every text format against what happens to texts on their way: quotes, marks, encodings, zeros, a cut first line.
/// </summary>
public sealed class TextFormatTwinTests
{
    public static TheoryData<string> All => [.. TextSamples.All.Keys];

    public static TheoryData<string> Tables => Where(sample => sample.IsTable);

    public static TheoryData<string> Lines => Where(sample => sample.IsLines);

    public static TheoryData<string> LinesBehindAHeader =>
        Where(sample => sample.IsLines, "Csv", "Kdd", "UnswNb15", "CicFlowMeter", "NfV2");

    public static TheoryData<string> Ended => Where(sample => sample.EndBeforeStart is not null);

    [Theory]
    [MemberData(nameof(All))]
    public void A_sample_has_two_flows_of_its_format(string format)
    {
        var flows = Read(format, TextSamples.All[format].Content);
        Assert.Equal(2, flows.Count);
        Assert.All(flows, flow => Assert.True(flow.Duration >= TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(Ended))]
    public void A_flow_that_ends_before_it_starts_lasts_no_time(string format)
    {
        var (find, replace) = TextSamples.All[format].EndBeforeStart!.Value;
        var content = TextSamples.All[format].Content;
        Assert.Contains(find, content, StringComparison.Ordinal);
        var flows = Read(format, content.Replace(find, replace, StringComparison.Ordinal));
        Assert.Equal(2, flows.Count);
        Assert.Contains(flows, flow => flow.Duration == TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_quoted_twin_of_a_table_has_the_same_flows(string format)
    {
        var content = TextSamples.All[format].Content;
        var twin = "#TYPE System.Management.Automation.PSCustomObject\r\n" + TextSamples.Quote(content);
        Assert.Equal(Show(format, content), Show(format, twin));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_tab_before_the_header_and_a_line_for_Excel_change_nothing(string format)
    {
        var content = TextSamples.All[format].Content;
        Assert.Equal(Show(format, content), Show(format, "\t" + content));
        Assert.Equal(Show(format, content), Show(format, "sep=,\r\n\u00ef\u00bb\u00bf" + content));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Marks_before_the_text_change_nothing(string format)
    {
        var content = TextSamples.All[format].Content;
        Assert.Equal(Show(format, content), Show(format, "\ufeff\ufeff" + content));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void UTF16_is_understood_with_a_mark_and_without(string format)
    {
        var content = TextSamples.All[format].Content;
        var expected = Show(format, content);
        Assert.Equal(expected, Show(format, Encoding.Unicode.GetBytes(content)));
        Assert.Equal(expected, Show(format, Encoding.BigEndianUnicode.GetBytes(content)));
        Assert.Equal(expected, Show(format, [0xff, 0xfe, .. Encoding.Unicode.GetBytes(content)]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Zeros_that_a_log_begins_with_are_passed_over_and_told(string format)
    {
        var content = TextSamples.All[format].Content;
        using var file = new TemporaryFile([.. new byte[200_000], .. Encoding.UTF8.GetBytes(content)]);
        Assert.Equal(format, FlowFile.Sniff(file.Path));
        Assert.Equal(Show(format, content), file.Flows().Select(ExportText.Show));
        Assert.Equal(200_000, Assert.Single(file.Rejects.Notes).Value);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Zeros_between_rows_are_passed_over_and_told(string format)
    {
        var content = TextSamples.All[format].Content;
        var last = content.TrimEnd('\n').LastIndexOf('\n') + 1;
        using var file = new TemporaryFile(content[..last] + new string('\0', 3_000_000) + content[last..]);
        Assert.Equal(Show(format, content), file.Flows().Select(ExportText.Show));
        Assert.Empty(file.Rejects.Rows);
        Assert.Equal(1, Assert.Single(file.Rejects.Notes).Value);
    }

    [Theory]
    [MemberData(nameof(LinesBehindAHeader))]
    public void A_first_line_that_is_cut_costs_itself(string format)
    {
        var content = TextSamples.All[format].Content;
        using var file = new TemporaryFile("0,\"443\":7,80}\n" + content);
        Assert.Equal(format, FlowFile.Sniff(file.Path));
        Assert.Equal(Show(format, content), file.Flows().Select(ExportText.Show));
        Assert.True(file.Rejects.Rows.Count <= 1);
    }

    private static List<string> Show(string format, string content) =>
        Show(format, Encoding.UTF8.GetBytes(content));

    private static List<string> Show(string format, byte[] content)
    {
        using var file = new TemporaryFile(content);
        Assert.Equal(format, FlowFile.Sniff(file.Path));
        List<string> shown = [.. file.Flows().Select(ExportText.Show)];
        Assert.Empty(file.Rejects.Rows);
        return shown;
    }

    private static TheoryData<string> Where(Func<TextSample, bool> isWanted, params string[] save) =>
        [.. TextSamples.All.Where(each => isWanted(each.Value)).Select(each => each.Key).Except(save)];

    private static List<FlowRecord> Read(string format, string content) => ExportText.Read(format, content);
}
