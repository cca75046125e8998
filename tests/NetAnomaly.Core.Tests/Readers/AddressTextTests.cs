using NetAnomaly.Flows.Text;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("010.0.0.1", "10.0.0.1")]
    [InlineData("10.00.0.1", "10.0.0.1")]
    [InlineData("256.0.0.1", "256.0.0.1")]
    [InlineData("10.0.0", "10.0.0")]
    [InlineData("10.0.0.", "10.0.0.")]
    [InlineData("10..0.1", "10..0.1")]
    [InlineData("10.0.0.1.2", "10.0.0.1.2")]
    [InlineData("aa-bb-cc-dd-ee-f", "aa:bb:cc:dd:ee:0f")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    public void Addresses_have_one_form_each(string text, string canonical) =>
        Assert.Equal(canonical, AddressText.Canonical(text));
}
