namespace NetAnomaly.Core.Tests.Readers.Exports;

public sealed class NfdumpTextTests
{
    private const string Long = "Date first seen          Duration Proto      Src IP Addr:Port          Dst IP "
        + "Addr:Port   Flags Tos  Packets    Bytes Flows\n";
    private const string Line = "Date first seen          Duration Proto      Src IP Addr:Port          Dst IP "
        + "Addr:Port   Packets    Bytes Flows\n";

    [Fact]
    public void Long_lines_are_read_without_the_sums_behind_them()
    {
        var flows = ExportText.Read("NfdumpText", Long
            + "2024-03-02 10:00:00.125     5.120 TCP          10.0.0.1:50123 ->        192.0.2.9:443   ...AP.SF   0  "
            + "     10     1500     1\n"
            + "2024-03-02 10:00:01.000     0.000 ICMP         10.0.0.1:0     ->        192.0.2.9:8.0   ........   0  "
            + "      1       84     1\n"
            + "Summary: total flows: 2, total bytes: 1584, total packets: 11\nTime window: 2024-03-02 10:00:00 - "
            + "2024-03-02 10:00:05\nSys: 0.004s\n");

        Assert.Equal(
            [
                "2024-03-02T10:00:00.125+5.12 tcp 10.0.0.1:50123 > 192.0.2.9:443 1500()B 10()p FSPA//",
                "2024-03-02T10:00:01.000+0 icmp 10.0.0.1:0 > 192.0.2.9:2048 84()B 1()p //",
            ],
            flows.Select(ExportText.Show));
    }

    [Fact]
    public void Short_lines_have_no_flags_and_numbers_may_have_units() => Assert.Equal(
        "2024-03-02T10:00:00.125+5.12 tcp 10.0.0.1:50123 > 192.0.2.9:443 1200000()B 3400()p //",
        ExportText.Show(Assert.Single(ExportText.Read("NfdumpText", Line
            + "2024-03-02 10:00:00.125     5.120 TCP          10.0.0.1:50123 ->        192.0.2.9:443       3.4 K    "
            + "1.2 M     1\n"))));

    [Fact]
    public void The_port_of_an_IPv6_address_stands_behind_a_point() => Assert.Equal(
        "2024-03-02T10:00:00.125+5.12 udp 2001:db8::1:5353 > ff02::fb:5353 90()B 1()p //",
        ExportText.Show(Assert.Single(ExportText.Read("NfdumpText", Line
            + "2024-03-02 10:00:00.125     5.120 UDP     2001:db8::1.5353  ->   ff02::fb.5353        1       90     1\n"))));

    [Fact]
    public void A_line_that_breaks_off_is_rejected_and_the_others_are_read()
    {
        var (flows, rejects) = ExportText.ReadAll("NfdumpText", Long
            + "2024-03-02 10:00:00.125     5.120 TCP          10.0.0.1:50123 ->\n"
            + "2024-03-02 10:00:00.125     5.120 TCP          10.0.0.1:50123 ->        192.0.2.9:443   ...AP.SF   0  "
            + "     10     1500     1\n"
            + "2024-03-02 10:00:00.125     5.120 TCP          10.0.0.1:70123 ->        192.0.2.9:443   ...AP.SF   0  "
            + "     10     1500     1\n");

        Assert.Equal(3, Assert.Single(flows).Line);
        Assert.Equal([2, 4], rejects.Select(row => row.Line));
        Assert.Contains("'->'", rejects[0].Reason, StringComparison.Ordinal);
        Assert.Contains("Src Port", rejects[1].Reason, StringComparison.Ordinal);
    }
}
