using System.Text;
using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>
/// Files with random damage: whatever happens to the bytes, a row is read or rejected, or the file's error is told.
/// </summary>
public sealed class DamageTests
{
    private const int Damages = 300;

    public static TheoryData<string, string> Contents => new()
    {
        {
            "Argus",
            "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotPkts,TotBytes,Label\n" + Repeat(
                "2011/08/16 10:01:46.972101,3.9,tcp,10.0.0.1,0x0303,->,fe80::1,80,CON,4,500,flow=Background\n")
        },
        {
            "Zeek",
            "#separator "
                + "\\x09\n#unset_field\t-\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_bytes\tconn_state\ttunnel_parents   label\n" + Repeat("1545403848.981338\t10.0.0.1\t41040\t10.0.0.2\t80\ttcp\t1.4e-5\t-\tSF\t-   Benign\n")
        },
        {
            "Zeek",
            Repeat(
                "{\"ts\":1591425399.925532,\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":1,\"id.resp_h\":\"::1\",\"proto\":\"udp\",\"duration\":9.5e-07,\"service\":\"d\\u00e9\",\"orig_ip_bytes\":48,\"a\":[1,{\"b\":null}]}\n")
        },
        { "IscxXml", File.ReadAllText(Repository.Fixture("iscx-2012-flows.xml")) },
        {
            "Kdd",
            Repeat(
                "2,tcp,ftp_data,SF,1200,34,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,5,6,0.10,0.00,0.00,0.25,1.00,0.00,0.00,150,25,0.17,0.03,0.17,0.00,0.00,0.00,0.05,0.75,normal,21\n")
        },
        {
            "UnswNb15",
            Repeat(
                "10.1.0.1,4000,10.2.0.2,53,udp,CON,1.5,130,170,31,29,0,0,dns,500.5,600.5,2,3,0,0,0,0,65,56,0,0,0,0,1421927414,1421927416,0.5,0.25,0,0,0,0,0, ,, ,3,7,1,9,1,1,1,,0\n")
        },
        {
            "CicFlowMeter",
            CicTable.Header(CicTable.Old) + Repeat(
                CicTable.Row(
                    CicTable.Old, ("Flow Bytes/s", "Infinity"), ("Flow Packets/s", "NaN"),
                    ("Label", "Web Attack – XSS")))
        },
        {
            "Csv",
            "start,end,src,dst,srcport,dstport,proto,tcp_flags,packets,bytes\n" + Repeat(
                "2009-10-23T22:03:58.749Z,2009-10-23T22:03:59Z,10.0.0.1,\"10.0.0.2\",80,40750,6,26,6,3237\n")
        },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Damaged_bytes_are_rejected_or_told(string format, string content)
    {
        var random = new Random(20260728);
        var good = Encoding.UTF8.GetBytes(content);
        var (flows, rejects, errors) = (0, 0, 0);
        for (var damage = 0; damage < Damages; damage++)
        {
            using var file = new TemporaryFile(Damage(good, random));
            try
            {
                foreach (var flow in file.Flows(new FlowReadOptions { Format = format }))
                {
                    flows++;
                    Assert.NotEmpty(flow.SourceAddress);
                    Assert.NotEmpty(flow.Protocol);
                    Assert.True(flow.Line > 0 && flow.Start + flow.Duration < DateTime.MaxValue);
                }
            }
            catch (FlowFileException error)
            {
                errors++;
                Assert.NotEmpty(error.Remedy);
            }

            rejects += file.Rejects.Rows.Count;
            Assert.All(
                file.Rejects.Rows, row =>
                    Assert.True(row.Line > 0 && row.Text.Length <= 500 && row.Reason.Length < 400));
        }

        Assert.True(
            flows > 0
                && rejects + errors > 0, $"{flows} flows, {rejects} rejects, {errors} errors: the damage did nothing.");
    }

    private static byte[] Damage(byte[] good, Random random)
    {
        var bytes = (byte[])good.Clone();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)"\",\t\n<>&{}-0e.:#"[random.Next(15)];
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(40))..]];
                    break;
                default:
                    bytes = [.. bytes[..at], .. bytes[random.Next(at + 1)..]];
                    break;
            }

            if (bytes.Length == 0) return [(byte)'x'];
        }

        return bytes;
    }

    private static string Repeat(string row) => string.Concat(Enumerable.Repeat(row, 20));
}
