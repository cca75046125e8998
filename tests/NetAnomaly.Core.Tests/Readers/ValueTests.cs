using NetAnomaly.Flows;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Times and addresses in all their spellings, seen through a CSV file.</summary>
public sealed class ValueTests
{
    private static readonly FlowReadOptions Options = new()
    {
        Columns = new ColumnMap { Start = "t", Source = "s", Destination = "d", State = "f", Protocol = "p" },
    };

    [Theory]
    [InlineData("192.168.001.001", "192.168.1.1")]
    [InlineData("10.010.0.1", "10.10.0.1")]
    [InlineData("1.2.3.256", "1.2.3.256")]
    [InlineData("1.2", "1.2")]
    [InlineData("0", "0")]
    [InlineData("2001:0DB8:0:0:0:0:0:1", "2001:db8::1")]
    [InlineData("FE80::1%eth0", "fe80::1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("::", "::")]
    [InlineData("00-15-17-2C-E5-2D", "00:15:17:2c:e5:2d")]
    [InlineData("0:15:17:2c:e5:2d", "00:15:17:2c:e5:2d")]
    [InlineData("Mail.Example.org", "Mail.Example.org")]
    [InlineData("a:b:c", "a:b:c")]
    public void Addresses_have_one_form_each(string text, string canonical)
    {
        Assert.Equal(canonical, Read($"2024-05-01,{text},x,,tcp").SourceAddress);
    }

    [Theory]
    [InlineData("2024-05-01", "2024-05-01T00:00:00.0000000Z")]
    [InlineData("2024/05/01 23:59", "2024-05-01T23:59:00.0000000Z")]
    [InlineData("2024-05-01T23:59:58.123456789Z", "2024-05-01T23:59:58.1234567Z")]
    [InlineData("2024-05-01 01:00:00-0130", "2024-05-01T02:30:00.0000000Z")]
    [InlineData("2024-05-01T01:00:00+02", "2024-04-30T23:00:00.0000000Z")]
    [InlineData("1714521600", "2024-05-01T00:00:00.0000000Z")]
    [InlineData("1714521600.000001", "2024-05-01T00:00:00.0000010Z")]
    [InlineData("1714521600123", "2024-05-01T00:00:00.1230000Z")]
    [InlineData("1714521600123456", "2024-05-01T00:00:00.1234560Z")]
    [InlineData("1714521600123456789", "2024-05-01T00:00:00.1234567Z")]
    [InlineData("2024-05-01 10:00:00 UTC", "2024-05-01T10:00:00.0000000Z")]
    [InlineData("2024-05-01 10:00:00.5 +0100", "2024-05-01T09:00:00.5000000Z")]
    [InlineData("2024-05-01 10:00:00 +01:00", "2024-05-01T09:00:00.0000000Z")]
    [InlineData("2024-05-01T10:00:00 Z", "2024-05-01T10:00:00.0000000Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000Z")]
    [InlineData("1.7145216e9", "2024-05-01T00:00:00.0000000Z")]
    public void Times_are_read_in_calendar_form_and_in_units_since_1970(string text, string utc)
    {
        Assert.Equal(utc, Read($"{text},a,b,,tcp").Start.ToString("o"));
    }

    [Theory]
    [InlineData("2024-05-01T24:00:00")]
    [InlineData("2024-05-01T10:60:00")]
    [InlineData("2024-05-01T10:00:00.")]
    [InlineData("2024-05-01T10:00:00+15:00")]
    [InlineData("2024-05-01T10:00:00 CET")]
    [InlineData("2024-05/01")]
    [InlineData("0000-01-01")]
    [InlineData("01.05.2024 10:00")]
    [InlineData("-5")]
    [InlineData("99999999999999999999999999999999999999")]
    public void What_is_not_a_time_is_rejected(string text)
    {
        var (flows, rejects) = TemporaryFile.Read($"t,s,d,f,p\n{text},a,b,,tcp\n", Options);
        Assert.Empty(flows);
        Assert.Equal($"t '{text}' is not a time", Assert.Single(rejects).Reason);
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("2", "S")]
    [InlineData("31", "FSRPA")]
    [InlineData("0xff", "FSRPAUEC")]
    [InlineData("SF", "SF")]
    public void Flags_as_a_number_become_letters(string text, string? state) =>
        Assert.Equal(state, Read($"2024-05-01,a,b,{text},tcp").State);

    [Theory]
    [InlineData("6", "tcp")]
    [InlineData("058", "ipv6-icmp")]
    [InlineData("0", "0")]
    [InlineData("TCP", "tcp")]
    [InlineData("icmp_ip", "icmp")]
    [InlineData("ICMPv6", "ipv6-icmp")]
    public void Protocols_have_one_name_each(string text, string name) =>
        Assert.Equal(name, Read($"2024-05-01,a,b,,{text}").Protocol);

    [Theory]
    [InlineData("1534.204", 1534.204)]
    [InlineData("00:25:34.204", 1534.204)]
    [InlineData("1d 00:59:05.996", 89945.996)]
    [InlineData("1 00:59:05.996", 89945.996)]
    [InlineData("1.00:59:05.9960000", 89945.996)]
    [InlineData("1 day, 0:59:05", 89945)]
    [InlineData("2 days 00:00:01", 172801)]
    [InlineData("30:00:00", 108000)]
    [InlineData("PT25M34.204S", 1534.204)]
    [InlineData("-0.000012", 0)]
    [InlineData("-00:00:01", 0)]
    [InlineData("-PT1S", 0)]
    public void Durations_are_read_in_seconds_and_as_clocks_and_are_never_negative(string text, double seconds)
    {
        Assert.Null(DurationText.Seconds(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("long")]
    [InlineData("1:2")]
    [InlineData("00:99:00")]
    [InlineData("d 00:00:01")]
    [InlineData("1w 00:00:01")]
    [InlineData("00:00:01.x")]
    [InlineData(":00:01")]
    [InlineData("P")]
    [InlineData("PT9999999999999999999999S")]
    public void What_is_no_duration_is_said_to_be_none(string text) =>
        Assert.Equal("is not a number of seconds", DurationText.Seconds(text, out _));

    private static FlowRecord Read(string row)
    {
        var (flows, rejects) = TemporaryFile.Read($"t,s,d,f,p\n{row}\n", Options);
        Assert.Empty(rejects);
        return Assert.Single(flows);
    }
}
