using System.Text;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Files that are read in blocks on several cores.</summary>
public sealed class BlockTests
{
    private const string Header = "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotBytes,Label\n";
    private const string Other = "StartTime,Proto,SrcAddr,DstAddr,Dport,TotBytes\n";
    private const int Rows = 60_000;

    [Fact]
    public void Flows_and_bad_rows_come_in_the_files_order_whatever_the_cores_do()
    {
        var content = new StringBuilder(Header);
        for (var i = 0; i < Rows; i++) content.Append(i % 1000 == 999 ? $"bad row {i}\n" : Row(i));
        using var file = new TemporaryFile(content.ToString());
        var seen = new List<long>();
        var sink = new LineSink(seen);
        foreach (
            var flow in FlowFile.Read(file.Path, new FlowReadOptions(), sink, TestContext.Current.CancellationToken))
        {
            seen.Add(flow.Line);
            Assert.Equal(flow.Line - 2, flow.Bytes);
        }

        Assert.Equal(Enumerable.Range(2, Rows).Select(line => (long)line), seen);
        Assert.Equal(Rows / 1000, sink.Count);
    }

    [Fact]
    public void A_header_with_other_columns_amid_the_file_holds_from_there_on()
    {
        var content = new StringBuilder(Header);
        for (var i = 0; i < Rows; i++) content.Append(Row(i));
        content.Append(Other);
        for (var i = 0; i < Rows; i++)
            content.Append($"2011/08/16 10:00:00.000000,udp,10.1.0.{i % 250},10.0.0.2,53,{i}\n");
        content.Append(Header);
        for (var i = 0; i < Rows; i++) content.Append(Row(i));
        using var file = new TemporaryFile(content.ToString());
        var flows = file.Flows().ToList();
        Assert.Empty(file.Rejects.Rows);
        Assert.Equal(3 * Rows, flows.Count);
        Assert.All(
            flows.Index(),
            pair => Assert.Equal(
                (pair.Index / Rows == 1 ? "udp" : "tcp", pair.Index % Rows), (pair.Item.Protocol, pair.Item.Bytes)));
    }

    [Fact]
    public void A_consumer_that_stops_amid_a_long_file_closes_it()
    {
        var content = new StringBuilder(Header);
        for (var i = 0; i < Rows; i++) content.Append(Row(i));
        using var file = new TemporaryFile(content.ToString());
        Assert.Equal(20_000, file.Flows().Take(20_000).Count());
        using var alone = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Lines_longer_than_a_block_are_rejected_and_those_around_them_read()
    {
        using var file = new TemporaryFile(
            Header + Row(0) + new string('x', 3_000_000) + "\n" + Row(1) + new string('y', 1_500_000) + "\r\n" + Row(2)
                + new string('z', 2_000_000));
        Assert.Equal([2, 4, 6], file.Flows().Select(flow => flow.Line));
        Assert.Equal([3, 5, 7], file.Rejects.Rows.Select(row => row.Line));
        Assert.All(file.Rejects.Rows, row => Assert.Equal("the line is longer than 1 MiB", row.Reason));
    }

    [Fact]
    public void Times_bound_what_is_read()
    {
        using var file = new TemporaryFile(Header + Row(0) + Row(60) + Row(120));
        var after = new DateTime(2011, 8, 16, 10, 1, 0);
        Assert.Equal([3, 4], file.Flows(new FlowReadOptions { After = after }).Select(flow => flow.Line));
        Assert.Equal([2], file.Flows(new FlowReadOptions { Before = after }).Select(flow => flow.Line));
        Assert.Equal(
            [3],
            file.Flows(new FlowReadOptions { After = after, Before = after.AddMinutes(1) }).Select(flow => flow.Line));
    }

    [Fact]
    public void A_file_last_written_more_than_a_day_before_the_first_time_wanted_need_not_be_read()
    {
        using var file = new TemporaryFile(Header + Row(0));
        var options = new FlowReadOptions { After = new DateTime(2024, 3, 2, 0, 0, 0, DateTimeKind.Utc) };
        foreach (
            var (written, skipped) in ((DateTime, bool)[])
            [
                (new(2024, 2, 29, 23, 0, 0), true), (new(2024, 3, 1, 1, 0, 0), false),
                (new(2025, 1, 1, 0, 0, 0), false), (new(1980, 1, 1, 0, 0, 0), false),
            ])
        {
            File.SetLastWriteTimeUtc(file.Path, written);
            Assert.Equal(skipped, FlowFile.CanSkip(file.Path, options));
        }

        Assert.False(FlowFile.CanSkip(file.Path, new FlowReadOptions()));
    }

    [Fact]
    public void Files_that_are_read_ahead_give_what_they_give_one_by_one()
    {
        var files = Enumerable.Range(0, 4).Select(
            number => new TemporaryFile(
                Header + string.Concat(
                    Enumerable.Range(0, 5000 + number).Select(Row)) + (number == 2 ? "bad\n" : ""))).ToArray();
        try
        {
            using var ahead = new FlowReadAhead(new FlowReadOptions(), TestContext.Current.CancellationToken);
            foreach (var file in files) ahead.Start(file.Path);
            ahead.Start("/no/such/file");
            var rejects = new RejectList();
            foreach (var (number, file) in files.Index()) Assert.Equal(
                Enumerable.Range(2, 5000 + number).Select(line => (long)line),
                ahead.Read(file.Path, rejects).Select(flow => flow.Line));
            Assert.Equal(5004, Assert.Single(rejects.Rows).Line);
            Assert.Equal(
                FlowFileFault.NotFound,
                Assert.Throws<FlowFileException>(() => ahead.Read("/no/such/file", rejects).Any()).Fault);
        }
        finally
        {
            foreach (var file in files) file.Dispose();
        }
    }

    [Fact]
    public void Files_read_ahead_are_closed_when_nobody_wants_them()
    {
        using var file = new TemporaryFile(Header + string.Concat(Enumerable.Range(0, 50_000).Select(Row)));
        using (var ahead = new FlowReadAhead(new FlowReadOptions(), TestContext.Current.CancellationToken))
        {
            ahead.Start(file.Path);
            using var other = new TemporaryFile(Header + string.Concat(Enumerable.Range(0, 50_000).Select(Row)));
            ahead.Start(other.Path);
            Assert.Equal(3, ahead.Read(other.Path, new RejectList()).Take(3).Count());
        }

        using var alone = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private static string Row(int number) =>
        $"2011/08/16 "
            + $"10:{number / 60 % 60:00}:{number % 60:00}.000000,1.5,tcp,10.0.0.{number % 250},{number % 65536},  "
            + $"->,10.0.0.2,80,CON,{number},flow\n";

    private sealed class LineSink(List<long> seen) : IRejectSink
    {
        public int Count { get; private set; }

        public void Add(RejectedRow row)
        {
            seen.Add(row.Line);
            Count++;
        }
    }
}
