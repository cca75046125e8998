using System.Net;
using System.Net.Sockets;
using NetAnomaly.Operations.Delivery;
using NetAnomaly.Operations.Tests.Alerts;

namespace NetAnomaly.Operations.Tests.Delivery;

public sealed class SyslogTargetTests : IDisposable
{
    private readonly DeliveryFolder folder = new();
    private readonly Authority authority;

    public SyslogTargetTests() => authority = new Authority(folder.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tcp")]
    [InlineData("tls")]
    public async Task Messages_arrive_whole_and_in_order(string scheme)
    {
        var documents = DeliveryFolder.Documents(50, AlertFormat.Syslog);
        await using var receiver = new SyslogReceiver(scheme == "tls" ? authority.Server : null);
        await using (var target = Target(scheme, receiver.Port))
            foreach (var document in documents) await target.SendAsync(document, Token);
        Assert.Equal(documents.Select(document => document.Text), receiver.Messages);
    }

    [Fact]
    public async Task What_is_no_syslog_message_gets_the_head_of_one()
    {
        var document = DeliveryFolder.Documents(1, AlertFormat.Ecs)[0];
        await using var receiver = new SyslogReceiver();
        await using (var target = Target("tcp", receiver.Port)) await target.SendAsync(document, Token);
        var message = SyslogReader.Read(Assert.Single(receiver.Messages));
        Assert.Equal("-", message.Groups["data"].Value);
        Assert.Equal(document.Text, message.Groups["message"].Value);
    }

    [Fact]
    public async Task A_receiver_that_closes_the_connection_is_called_again()
    {
        var documents = DeliveryFolder.Documents(6, AlertFormat.Syslog);
        await using var receiver = new SyslogReceiver { ClosesAfter = 2 };
        await using (var target = Target("tcp", receiver.Port))
        {
            foreach (var document in documents)
            {
                await target.SendAsync(document, Token);
                await Task.Delay(100, Token);
            }
        }

        Assert.Equal(documents.Select(document => document.Text), receiver.Messages);
    }

    [Fact]
    public async Task A_datagram_holds_one_message()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var document = DeliveryFolder.Documents(1, AlertFormat.Syslog)[0];
        await using var target = AlertTargets.Create(new SyslogTargetOptions(
            new Uri($"udp://127.0.0.1:{((IPEndPoint)receiver.Client.LocalEndPoint!).Port}")));
        await target.SendAsync(document, Token);
        Assert.Equal(document.Text, Encoding.UTF8.GetString((await receiver.ReceiveAsync(Token)).Buffer));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_for_good()
    {
        await using var receiver = new SyslogReceiver(authority.Server);
        await using var target = AlertTargets.Create(
            new SyslogTargetOptions(new Uri($"tls://localhost:{receiver.Port}")));
        var error = await Assert.ThrowsAsync<DeliveryException>(
            () => target.SendAsync(DeliveryFolder.Documents(1)[0], Token));
        Assert.False(error.CanRetry);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused()
    {
        using var other = new Authority(folder.Path, "elsewhere.example");
        await using var receiver = new SyslogReceiver(other.Server);
        await using var target = AlertTargets.Create(new SyslogTargetOptions(
            new Uri($"tls://localhost:{receiver.Port}")) { CertificateAuthority = other.PemPath });
        var error = await Assert.ThrowsAsync<DeliveryException>(
            () => target.SendAsync(DeliveryFolder.Documents(1)[0], Token));
        Assert.False(error.CanRetry);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_may_come_back()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        await using var target = Target("tcp", port);
        var error = await Assert.ThrowsAsync<DeliveryException>(
            () => target.SendAsync(DeliveryFolder.Documents(1)[0], Token));
        Assert.True(error.CanRetry);
        Assert.StartsWith(target.Name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://host")]
    [InlineData("host:514")]
    [InlineData("tcp:")]
    public void Other_addresses_are_refused(string address) => Assert.Throws<DeliveryException>(
        () => AlertTargets.Create(new SyslogTargetOptions(new Uri(address, UriKind.RelativeOrAbsolute))));

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    private IAlertTarget Target(string scheme, int port) => AlertTargets.Create(new SyslogTargetOptions(
        new Uri($"{scheme}://localhost:{port}"))
        {
            CertificateAuthority = scheme == "tls" ? authority.PemPath : null,
        });
}
