using System.IO.Compression;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using Parquet;
using Parquet.Schema;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class ParquetTests
{
    [Fact]
    public async Task Aws_flow_logs_in_Parquet_are_read_by_their_column_names()
    {
        using var file = new TemporaryFile(await Aws());
        var described = FlowFile.Describe(file.Path);
        Assert.Equal(("AwsVpc", "parquet"), (described.Format, described.Packing));
        var flows = file.Flows().ToList();
        Assert.Empty(file.Rejects.Rows);
        // The row without data is none.
        Assert.Equal(2, flows.Count);
        Assert.Equal(
            ("10.0.0.1", 443, "10.0.0.2", 50000, "tcp", 840L, 10L, "ACCEPT"),
            (flows[0].SourceAddress, flows[0].SourcePort, flows[0].DestinationAddress, flows[0].DestinationPort,
                flows[0].Protocol, flows[0].Bytes, flows[0].Packets, flows[0].State));
        Assert.Equal(
            (DateTime.UnixEpoch.AddSeconds(1_700_000_000), TimeSpan.FromSeconds(30)),
            (flows[0].Start, flows[0].Duration));
    }

    [Fact]
    public async Task Any_Parquet_file_is_read_by_a_column_map_over_all_its_groups_of_rows()
    {
        using var file = new TemporaryFile(await Any());
        var map = new ColumnMap { Start = "when", Source = "from", Destination = "to", Bytes = "size" };
        var flows = file.Flows(new FlowReadOptions { Columns = map }).ToList();
        Assert.Empty(file.Rejects.Rows);
        Assert.Equal(["a, \"b\"", "c", "a, \"b\"", "c"], flows.Select(flow => flow.SourceAddress));
        Assert.Equal([5, null, 5, null], flows.Select(flow => flow.Bytes));
        Assert.Equal(new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc), flows[0].Start);
    }

    [Fact]
    public async Task A_Parquet_file_in_another_packing_is_named_with_the_way_out()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(await Any(), TestContext.Current.CancellationToken);
        using var file = new TemporaryFile(packed.ToArray());
        var error = file.ReadUntilError().Error;
        Assert.Equal(FlowFileFault.UnknownFormat, error.Fault);
        Assert.Contains("Parquet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_Parquet_file_is_told_as_an_error_of_the_file()
    {
        var whole = await Aws();
        for (var at = 0; at < whole.Length; at += 11)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x55;
            Survive(damaged);
            Survive(whole[..at]);
        }
    }

    private static void Survive(byte[] content)
    {
        using var file = new TemporaryFile(content);
        try
        {
            _ = file.Flows().Count();
        }
        catch (FlowFileException error)
        {
            Assert.NotEmpty(error.Remedy);
        }
    }

    private static async Task<byte[]> Aws()
    {
        DataField source = new DataField<string>("srcaddr", true), target = new DataField<string>("dstaddr", true),
            status = new DataField<string>("log_status", false), action = new DataField<string>("action", true);
        DataField from = new DataField<int>("srcport", true), to = new DataField<int>("dstport", true),
            protocol = new DataField<int>("protocol", true);
        DataField bytes = new DataField<long>("bytes", true), packets = new DataField<long>("packets", true),
            start = new DataField<long>("start", false), end = new DataField<long>("end", false);
        using var content = new MemoryStream();
        var schema = new ParquetSchema(
            source, target, from, to, protocol, packets, bytes, start, end, action, status);
        await using (var writer = await ParquetWriter.CreateAsync(schema, content))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(source, new string[] { "10.0.0.1", "10.0.0.2", null! });
            await group.WriteAsync(target, new string[] { "10.0.0.2", "10.0.0.1", null! });
            await group.WriteAsync<int>(from, new int?[] { 443, 50000, null });
            await group.WriteAsync<int>(to, new int?[] { 50000, 443, null });
            await group.WriteAsync<int>(protocol, new int?[] { 6, 6, null });
            await group.WriteAsync<long>(packets, new long?[] { 10, 9, null });
            await group.WriteAsync<long>(bytes, new long?[] { 840, 700, null });
            await group.WriteAsync<long>(start, new long[] { 1_700_000_000, 1_700_000_000, 1_700_000_000 });
            await group.WriteAsync<long>(end, new long[] { 1_700_000_030, 1_700_000_030, 1_700_000_030 });
            await group.WriteAsync(action, new string[] { "ACCEPT", "ACCEPT", null! });
            await group.WriteAsync(status, new string[] { "OK", "OK", "NODATA" });
            group.CompleteValidate();
        }

        return content.ToArray();
    }

    private static async Task<byte[]> Any()
    {
        DataField when = new DataField<DateTime>("when", false), from = new DataField<string>("from", false),
            to = new DataField<string>("to", false), size = new DataField<double>("size", true);
        using var content = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(when, from, to, size), content))
        {
            var time = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc);
            for (var i = 0; i < 2; i++)
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync<DateTime>(when, new[] { time, time });
                await group.WriteAsync(from, new[] { "a, \"b\"", "c" });
                await group.WriteAsync(to, new[] { "x", "y" });
                await group.WriteAsync<double>(size, new double?[] { 5, null });
                group.CompleteValidate();
            }
        }

        return content.ToArray();
    }
}
