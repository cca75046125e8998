using System.Net;
using NetAnomaly.Operations.Delivery;

namespace NetAnomaly.Operations.Tests.Delivery;

public sealed class WebhookTargetTests : IDisposable
{
    private readonly DeliveryFolder folder = new();
    private readonly Authority authority;

    public WebhookTargetTests() => authority = new Authority(folder.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_that_fails_half_of_the_time_and_hangs_a_tenth_has_every_alert_once_or_it_waits()
    {
        var documents = DeliveryFolder.Documents(60);
        var random = new Random(7);
        await using var receiver = new HttpsReceiver(authority.Server, _ =>
        {
            lock (random)
            {
                return random.Next(20) switch
                {
                    < 2 => null,
                    < 7 => "503 Busy",
                    // It has the alert, and the answer is lost.
                    < 12 => "500 Oops!",
                    _ => "200 OK",
                };
            }
        });
        var spool = new AlertSpool(Path.Combine(folder.Path, "spool"));
        var failures = new List<DeliveryFailure>();
        await using (var delivery = Delivery(receiver.Port, spool, attempts: 4))
        {
            foreach (var document in documents)
                if (await delivery.SendAsync(document, Token) is { } failure) failures.Add(failure);
            Assert.Equal(documents.Length, delivery.Delivered + failures.Count);
        }

        var waiting = spool.Read().Select(alert => alert.Document.Key).ToArray();
        Assert.Equal(failures.Select(failure => failure.Document.Key).Order(), waiting.Order());
        Assert.Subset(receiver.Taken.Keys.Concat(waiting).ToHashSet(), documents.Select(each => each.Key).ToHashSet());

        // The next run brings what waits.
        for (var run = 0; run < 20 && spool.Read().Count > 0; run++)
        {
            await using var delivery = Delivery(receiver.Port, spool, attempts: 4);
            await delivery.FlushAsync(Token);
        }

        Assert.Empty(spool.Read());
        Assert.Equal(documents.Select(each => each.Key).Order(), receiver.Taken.Keys.Order());
        Assert.All(documents, each => Assert.Equal(each.Text, receiver.Taken[each.Key]));
    }

    [Fact]
    public async Task Retry_after_is_kept()
    {
        var time = new HastyTime();
        await using var receiver = new HttpsReceiver(
            authority.Server, post => post == 1 ? "429 Slowly\r\nRetry-After: 7" : "204 Fine");
        await using var delivery = Delivery(receiver.Port, null, attempts: 2, time);
        Assert.Null(await delivery.SendAsync(DeliveryFolder.Documents(1)[0], Token));
        Assert.InRange(Assert.Single(time.Waits).TotalSeconds, 7, 8);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_tried_again()
    {
        await using var receiver = new HttpsReceiver(authority.Server, _ => "400 No");
        await using var delivery = Delivery(receiver.Port, null, attempts: 5);
        var failure = await delivery.SendAsync(DeliveryFolder.Documents(1)[0], Token);
        Assert.False(failure!.Cause.CanRetry);
        Assert.False(failure.IsSpooled);
        Assert.Contains("400", failure.Cause.Message, StringComparison.Ordinal);
        Assert.Single(receiver.Heads);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var receiver = new HttpsReceiver(
            authority.Server, _ => "307 There\r\nLocation: https://localhost/else");
        await using var delivery = Delivery(receiver.Port, null, attempts: 5);
        Assert.NotNull(await delivery.SendAsync(DeliveryFolder.Documents(1)[0], Token));
        Assert.Single(receiver.Heads);
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_given_up_after_three_alerts()
    {
        await using var receiver = new HttpsReceiver(authority.Server, _ => "503 Busy");
        var spool = new AlertSpool(Path.Combine(folder.Path, "spool"));
        await using var delivery = Delivery(receiver.Port, spool, attempts: 4);
        foreach (var document in DeliveryFolder.Documents(10))
            Assert.True((await delivery.SendAsync(document, Token))!.IsSpooled);
        Assert.Equal(4 + 1 + 1, receiver.Heads.Count);
        Assert.Equal(10, spool.Read().Count);
    }

    [Theory]
    [InlineData(true, "Authorization: Bearer s3cret")]
    [InlineData(false, "Authorization: Basic bmFtZTpzM2NyZXQ=")]
    public async Task Secrets_go_to_the_endpoint_and_nowhere_else(bool isToken, string header)
    {
        await using var receiver = new HttpsReceiver(authority.Server, _ => "403 No");
        var secret = new NetworkCredential("name", "s3cret");
        var options = new WebhookTargetOptions(new Uri($"https://localhost:{receiver.Port}/hook/s3cret?key=s3cret"))
        {
            CertificateAuthority = authority.PemPath,
            Token = isToken ? secret : null,
            Credential = isToken ? null : secret,
        };
        await using var target = AlertTargets.Create(options);
        var error = await Assert.ThrowsAsync<DeliveryException>(
            () => target.SendAsync(DeliveryFolder.Documents(1)[0], Token));
        Assert.Contains(header, Assert.Single(receiver.Heads), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", target.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_an_answer()
    {
        await using var receiver = new HttpsReceiver(authority.Server, _ => null);
        await using var delivery = Delivery(receiver.Port, null, attempts: 100, seconds: 100);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => delivery.SendAsync(DeliveryFolder.Documents(1)[0], stop.Token));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_for_good()
    {
        await using var receiver = new HttpsReceiver(authority.Server, _ => "200 OK");
        await using var target = AlertTargets.Create(
            new WebhookTargetOptions(new Uri($"https://localhost:{receiver.Port}/")));
        var error = await Assert.ThrowsAsync<DeliveryException>(
            () => target.SendAsync(DeliveryFolder.Documents(1)[0], Token));
        Assert.False(error.CanRetry);
        Assert.Empty(receiver.Heads);
    }

    [Fact]
    public void Nothing_is_sent_unencrypted() => Assert.Throws<DeliveryException>(
        () => AlertTargets.Create(new WebhookTargetOptions(new Uri("http://localhost/"))));

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    private AlertDelivery Delivery(
        int port, AlertSpool? spool, int attempts, HastyTime? time = null, double seconds = 1) => new(
            AlertTargets.Create(new WebhookTargetOptions(new Uri($"https://localhost:{port}/alerts"))
            {
                CertificateAuthority = authority.PemPath, Timeout = TimeSpan.FromSeconds(seconds),
            }),
            new RetryPolicy(attempts, TimeSpan.FromHours(1), time ?? new HastyTime(), new Random(1)), spool);
}
