using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers.Exports;

public sealed class FirewallTests
{
    private static readonly DateTime Written = new(2024, 3, 3, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_columns_of_a_Windows_log_are_found_whatever_their_case()
    {
        var (flows, rejects) = TemporaryFile.Read(
            "#Fields: Date Time ACTION protocol src-ip dst-ip src-port dst-port size\n"
            + "2022-08-13 07:26:52 ALLOW TCP 203.0.113.52 10.12.13.14 28126 3390 52\n");
        Assert.Empty(rejects);
        Assert.Equal(("203.0.113.52", "ALLOW"), (Assert.Single(flows).SourceAddress, flows[0].State));
    }

    [Theory]
    [InlineData("#Fields: ")]
    [InlineData("#Fields:  \t")]
    public void A_Windows_log_whose_header_names_nothing_is_told_as_an_error_of_the_file(string header)
    {
        using var file = new TemporaryFile(
            header + "\n2022-08-13 07:26:52 ALLOW TCP 203.0.113.52 10.12.13.14 1 2 52\n");
        var error = file.ReadUntilError(new FlowReadOptions { Format = "WindowsFirewall" }).Error;
        Assert.Equal(FlowFileFault.MissingColumn, error.Fault);
    }

    [Fact]
    public void A_file_of_byte_order_marks_alone_is_of_no_format()
    {
        using var file = new TemporaryFile([0xfe, 0xff, 0xfe, 0xff]);
        Assert.Equal(FlowFileFault.UnknownFormat, file.ReadUntilError().Error.Fault);
    }

    [Fact]
    public void The_reason_of_a_rejected_row_is_cut_where_it_repeats_the_file()
    {
        const string one = "{\"records\":[{\"properties\":{\"flows\":[{\"flows\":[{\"flowTuples\":["
            + "\"1722279578,10.1.0.5,203.0.113.4,60282,443,T,O,A,E,1,66,0,0\"]}]}]}}]}\n";
        var (flows, rejects) = TemporaryFile.Read(one + "nul" + new string('x', 5000) + "\n" + one);
        Assert.Equal(2, flows.Count);
        Assert.All(rejects, row => Assert.InRange(row.Reason.Length, 1, 301));
    }

    [Fact]
    public void Windows_firewall_lines_are_read_by_their_fields()
    {
        var flows = ExportText.Read(
            "WindowsFirewall",
            "#Version: 1.5\r\n#Software: Microsoft Windows Firewall\r\n#Time Format: Local\r\n#Fields: date time "
                + "action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype "
                + "icmpcode info path pid\r\n\r\n"
            + "2024-03-02 10:00:00 ALLOW UDP 10.0.0.1 10.0.0.2 50123 53 0 - - - - - - - SEND 1234\r\n"
            + "2024-03-02 10:00:01 DROP TCP 192.0.2.9 10.0.0.1 443 50124 52 S 123 0 8192 - - - RECEIVE 4\r\n"
            + "2024-03-02 10:00:02 INFO-EVENTS-LOST - - - - - - - - - - - - 5 - -\r\n"
            + "2024-03-02 10:00:03 DROP ICMP 192.0.2.9 10.0.0.1 - - 60 - - - - 8 0 - RECEIVE 4\r\n");
        Assert.Equal(
            [
                "2024-03-02T10:00:00.000+0 udp 10.0.0.1:50123 > 10.0.0.2:53 ()B ()p ALLOW//",
                "2024-03-02T10:00:01.000+0 tcp 192.0.2.9:443 > 10.0.0.1:50124 52()B ()p DROP//",
                "2024-03-02T10:00:03.000+0 icmp 192.0.2.9: > 10.0.0.1:2048 60()B ()p DROP//",
            ],
            flows.Select(ExportText.Show));
    }

    [Fact]
    public void Netfilter_lines_are_found_among_others()
    {
        var (flows, rejects) = ExportText.ReadAll(
            "Netfilter",
            "Mar  2 09:59:59 fw sshd[99]: Accepted publickey for root from 10.0.0.9 port 5\n"
            + "Mar  2 10:00:00 fw kernel: [12345.678901] [UFW BLOCK] IN=eth0 OUT= "
            + "MAC=02:00:00:00:00:01:02:00:00:00:00:02:08:00 SRC=192.0.2.9 DST=10.0.0.1 LEN=60 TOS=0x00 PREC=0x00 "
            + "TTL=47 ID=1 DF PROTO=TCP SPT=50123 DPT=22 WINDOW=29200 RES=0x00 SYN URGP=0\n"
            + "2024-03-02T10:00:01.250000+01:00 fw kernel: DROP: IN=eth0 OUT=eth1 SRC=10.0.0.5 DST=192.0.2.1 LEN=78 "
            + "TOS=0x00 PREC=0x00 TTL=63 ID=2 PROTO=UDP SPT=137 DPT=137 LEN=58\n"
            + "Mar  2 10:00:02 fw kernel: IN=eth0 OUT= SRC=192.0.2.9 DST=10.0.0.1 LEN=88 TOS=0x00 TTL=47 ID=3 "
            + "PROTO=ICMP TYPE=3 CODE=1 [SRC=10.0.0.1 DST=192.0.2.9 LEN=60 PROTO=TCP SPT=1 DPT=2 ]\n"
            + "Mar  2 10:00:03 fw kernel: IN=eth0 OUT= SRC=fe80:0000:0000:0000:0000:0000:0000:0001 "
            + "DST=ff02:0000:0000:0000:0000:0000:0000:0002 LEN=64 TC=0 HOPLIMIT=255 PROTO=ICMPv6 TYPE=134 CODE=0\n"
            + "Mar  2 10:00:04 fw kernel: IN=eth0 OUT= SRC=192.0.2.9 DST= LEN=60 PROTO=TCP\n",
            Written);
        Assert.Equal(
            [
                "2024-03-02T10:00:00.000+0 tcp 192.0.2.9:50123 > 10.0.0.1:22 60()B 1()p S//",
                "2024-03-02T09:00:01.250+0 udp 10.0.0.5:137 > 192.0.2.1:137 78()B 1()p //",
                "2024-03-02T10:00:02.000+0 icmp 192.0.2.9: > 10.0.0.1:769 88()B 1()p //",
                "2024-03-02T10:00:03.000+0 ipv6-icmp fe80::1: > ff02::2:34304 64()B 1()p //",
            ],
            flows.Select(ExportText.Show));
        Assert.Equal((6L, "DST is empty"), (Assert.Single(rejects).Line, rejects[0].Reason));
    }

    [Fact]
    public void The_year_is_the_latest_that_puts_the_line_before_the_files_last_write()
    {
        const string line =
            "Dec 31 23:59:59 fw kernel: IN=eth0 OUT= SRC=192.0.2.9 DST=10.0.0.1 LEN=60 PROTO=TCP SPT=1 DPT=2 SYN\n";
        Assert.Equal(2023, Assert.Single(ExportText.ReadAll("Netfilter", line, Written).Flows).Start.Year);
        const string leap =
            "Feb 29 10:00:00 fw kernel: IN=eth0 OUT= SRC=192.0.2.9 DST=10.0.0.1 LEN=60 PROTO=TCP SPT=1 DPT=2 SYN\n";
        Assert.Equal(
            2024,
            Assert.Single(
                ExportText.ReadAll(
                    "Netfilter", leap, new DateTime(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc)).Flows).Start.Year);
    }

    [Fact]
    public void Filterlog_is_read_in_both_forms_of_syslog_and_for_both_versions_of_IP()
    {
        var (flows, rejects) = ExportText.ReadAll(
            "Pf",
            "Mar  2 10:00:00 pfsense filterlog[61834]: "
                + "5,,,1000000103,igb0,match,block,in,4,0x0,,64,12345,0,DF,6,tcp,60,192.0.2.9,10.0.0.1,50123,22,0,S,123456,,64240,,mss;nop\n"
            + "<134>1 2024-03-02T10:00:01.500000+00:00 opn.example filterlog 77 - [meta sequenceId=\"7\"] "
            + "9,,,abc,igb1,match,pass,out,6,0x00,0x00000,64,UDP,17,80,fe80::1,fe80::2,5000,53,40\n"
            + "Mar  2 10:00:02 pfsense filterlog: "
            + "5,,,1000000103,igb0,match,block,in,4,0x0,,64,1,0,none,1,icmp,84,192.0.2.9,10.0.0.1,request,1,2\n"
            + "Mar  2 10:00:03 pfsense php-fpm[1]: /index.php: login\n"
            + "Mar  2 10:00:04 pfsense filterlog: "
            + "5,,,1000000103,igb0,match,block,in,5,0x0,,64,1,0,none,1,icmp,84,192.0.2.9,10.0.0.1,request\n",
            Written);
        Assert.Equal(
            [
                "2024-03-02T10:00:00.000+0 tcp 192.0.2.9:50123 > 10.0.0.1:22 60()B 1()p block//",
                "2024-03-02T10:00:01.500+0 udp fe80::1:5000 > fe80::2:53 80()B 1()p pass//",
                "2024-03-02T10:00:02.000+0 icmp 192.0.2.9: > 10.0.0.1: 84()B 1()p block//",
            ],
            flows.Select(ExportText.Show));
        Assert.Equal(5L, Assert.Single(rejects).Line);
    }

    [Fact]
    public void Pflog_as_tcpdump_prints_it_is_read()
    {
        var (flows, rejects) = ExportText.ReadAll(
            "Pf",
            "2024-03-02 10:00:00.123456 rule 5/0(match): block in on em0: 192.0.2.9.50123 > 10.0.0.1.22: Flags [S], "
                + "seq 1, win 1024, options [mss 1460], length 0\n"
            + "Mar 02 10:00:01.250000 rule 0/(match) pass out on em0: 10.0.0.1.5000 > 10.0.0.53.53: 1+ A? "
            + "example.com. (29)\n"
            + "2024-03-02 10:00:02.000000 rule 1/0(match): block in on em0: fe80::1 > ff02::1: ICMP6, router "
            + "advertisement, length 24\n"
            + "Mar 02 10:00:03.000000 rule 3/(match) block in on em0: 192.0.2.9.50123 > 10.0.0.1.23: S 123:123(0) "
            + "win 1024\n",
            Written);
        Assert.Empty(rejects);
        Assert.Equal(
            [
                "2024-03-02T10:00:00.123+0 tcp 192.0.2.9:50123 > 10.0.0.1:22 0()B 1()p block//",
                "2024-03-02T10:00:01.250+0 udp 10.0.0.1:5000 > 10.0.0.53:53 ()B 1()p pass//",
                "2024-03-02T10:00:02.000+0 ipv6-icmp fe80::1: > ff02::1: 24()B 1()p block//",
                "2024-03-02T10:00:03.000+0 tcp 192.0.2.9:50123 > 10.0.0.1:23 ()B 1()p block//",
            ],
            flows.Select(ExportText.Show));
    }
}
