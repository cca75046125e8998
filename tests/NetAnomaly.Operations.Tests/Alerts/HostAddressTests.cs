using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Tests.Alerts;

public sealed class HostAddressTests
{
    [Theory]
    [InlineData("10.0.0.7", "Ip4", "10.0.0.7")]
    [InlineData("1", "Name", "1")]
    [InlineData("010.1.1.1", "Name", "010.1.1.1")]
    [InlineData("2001:DB8::1", "Ip6", "2001:db8::1")]
    [InlineData("fe80::1%eth0", "Ip6", "fe80::1")]
    [InlineData("::ffff:10.1.2.3", "Ip6", "0:0:0:0:0:ffff:a01:203")]
    [InlineData("00-1B-44-11-3A-B7", "Mac", "00:1b:44:11:3a:b7")]
    [InlineData("db-1.example.org", "Name", "db-1.example.org")]
    [InlineData("drucker böse", "Other", "drucker böse")]
    [InlineData("-", "None", "")]
    [InlineData("*", "None", "")]
    [InlineData(null, "None", "")]
    public void Addresses_are_what_they_look_like(string? address, string kind, string text)
    {
        var known = HostAddress.Of(address);
        Assert.Equal((kind, text), (known.Kind.ToString(), known.Text));
    }

    [Theory]
    [InlineData("203.0.113.9", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("2001:db8::1", true)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("printer", false)]
    public void Some_are_of_the_internet(string address, bool isPublic) =>
        Assert.Equal(isPublic, HostAddress.Of(address).IsPublic);
}
