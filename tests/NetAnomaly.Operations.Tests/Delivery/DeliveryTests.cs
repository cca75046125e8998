using NetAnomaly.Operations.Alerts;
using NetAnomaly.Operations.Delivery;
using NetAnomaly.Operations.Tests.Alerts;

namespace NetAnomaly.Operations.Tests.Delivery;

public sealed class DeliveryTests : IDisposable
{
    private readonly DeliveryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_directory_has_each_version_once()
    {
        var path = Path.Combine(folder.Path, "out");
        await using var target = AlertTargets.Create(new DirectoryTargetOptions(path));
        foreach (var version in new[] { 1, 2, 2, 1 })
            await target.SendAsync(AlertDocument.Of(SampleAlert.Of(version: version), AlertFormat.Json), Token);
        Assert.Equal(
            ["00c0ffee00c0ffee-1.jsonl", "00c0ffee00c0ffee-2.jsonl"],
            Directory.GetFiles(path).Select(Path.GetFileName).Order());
        Assert.Single(File.ReadAllLines(Path.Combine(path, "00c0ffee00c0ffee-1.jsonl")));
    }

    [Fact]
    public async Task An_id_leads_to_no_other_directory()
    {
        var path = Path.Combine(folder.Path, "out");
        await using var target = AlertTargets.Create(new DirectoryTargetOptions(path));
        await target.SendAsync(AlertDocument.Of(SampleAlert.Of(id: "../../evil\0"), AlertFormat.Json), Token);
        Assert.Single(Directory.GetFiles(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_mail_tells_the_alert()
    {
        await using var receiver = new SmtpReceiver();
        await using var target = AlertTargets.Create(new MailTargetOptions(
            new Uri($"smtp://localhost:{receiver.Port}"), "netanomaly@example.org", ["soc@example.org"]));
        await target.SendAsync(AlertDocument.Of(SampleAlert.Of(AlertAction.Update, 2), AlertFormat.Json), Token);
        var mail = Assert.Single(receiver.Mails);
        Assert.Contains(
            "Subject: [NetAnomaly] High: Update: Anomalous traffic of till-7 (10.0.0.7)", mail.Replace("\n ", " "),
            StringComparison.Ordinal);
        Assert.Contains("Message-Id: <00c0ffee00c0ffee-2@netanomaly.invalid>", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_elsewhere_must_have_tls()
    {
        await using var receiver = new SmtpReceiver();
        // By its address it is this machine; by its name it could be any.
        await using var target = AlertTargets.Create(new MailTargetOptions(
            new Uri($"smtp://{Environment.MachineName}:{receiver.Port}"), "a@example.org", ["b@example.org"]));
        var error = await Assert.ThrowsAsync<DeliveryException>(() => target.SendAsync(
            AlertDocument.Of(SampleAlert.Of(), AlertFormat.Json), Token));
        Assert.NotNull(error);
        Assert.Empty(receiver.Mails);
    }

    [Fact]
    public void The_event_log_is_of_windows()
    {
        if (OperatingSystem.IsWindows()) Assert.NotNull(AlertTargets.Create(new EventLogTargetOptions()));
        else
        {
            var error = Assert.Throws<DeliveryException>(() => AlertTargets.Create(new EventLogTargetOptions()));
            Assert.Contains("syslog", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_spool_that_cannot_be_written_is_an_error_before_anything_is_sent()
    {
        // As on a full disk, but for any user: where the directory should be is a file.
        var path = Path.Combine(folder.Path, "spool");
        var spool = new AlertSpool(path);
        Directory.Delete(path);
        await File.WriteAllTextAsync(path, "", Token);
        var target = new CountingTarget();
        await using var delivery = new AlertDelivery(target, new RetryPolicy(1, TimeSpan.Zero), spool);
        var error = await Assert.ThrowsAsync<SpoolException>(
            () => delivery.SendAsync(DeliveryFolder.Documents(1)[0], Token));
        Assert.Contains("0000000000000001-1", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.Path);
        Assert.Equal(0, target.Count);
    }

    [Fact]
    public async Task A_damaged_file_of_the_spool_is_named_and_kept()
    {
        var path = Path.Combine(folder.Path, "spool");
        var spool = new AlertSpool(path);
        var file = Path.Combine(path, "x.alert");
        await File.WriteAllTextAsync(file, "{\"Target\":", Token);
        var target = new CountingTarget();
        await using var delivery = new AlertDelivery(target, new RetryPolicy(1, TimeSpan.Zero), spool);
        Assert.Empty(await delivery.FlushAsync(Token));
        Assert.Equal([file], spool.Damaged);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task What_waits_for_another_target_is_left_to_it()
    {
        var spool = new AlertSpool(Path.Combine(folder.Path, "spool"));
        spool.Add(DeliveryFolder.Documents(1)[0], "elsewhere");
        var target = new CountingTarget();
        await using var delivery = new AlertDelivery(target, new RetryPolicy(1, TimeSpan.Zero), spool);
        await delivery.FlushAsync(Token);
        Assert.Equal(0, target.Count);
        Assert.Single(spool.Read());
    }

    [Fact]
    public async Task Waits_double_and_end_with_the_limit()
    {
        var time = new HastyTime();
        var policy = new RetryPolicy(100, TimeSpan.FromSeconds(20), time, new Random(3));
        var attempts = 0;
        await Assert.ThrowsAsync<DeliveryException>(() => policy.RunAsync(_ =>
        {
            attempts++;
            throw new DeliveryException("down", canRetry: true);
        }, isOnce: false, Token));
        Assert.Equal(time.Waits.Count + 1, attempts);
        Assert.All(
            time.Waits.Select((wait, at) => wait.TotalSeconds / (0.5 * Math.Pow(2, at))),
            part => Assert.InRange(part, 0.5, 1));
        Assert.Equal(time.Waits.Distinct(), time.Waits);
        Assert.InRange(attempts, 4, 7);
    }

    public void Dispose() => folder.Dispose();

    private sealed class CountingTarget : IAlertTarget
    {
        public int Count { get; private set; }

        public string Name => "counting";

        public Task SendAsync(AlertDocument document, CancellationToken cancellation)
        {
            Count++;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
