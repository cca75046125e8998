using System.Diagnostics;
using System.Globalization;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Operations.State;
using NetAnomaly.Tests;
using Xunit;

namespace NetAnomaly.Cli.Tests;

public sealed class NightlyTests(NightlyTests.Exports exports) : IClassFixture<NightlyTests.Exports>, IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("netanomaly-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Scans_that_are_killed_at_random_and_started_again_find_and_raise_what_an_undisturbed_one_does()
    {
        var random = new Random(5);
        var (killed, whole) = (Path.Combine(folder, "killed.db"), Path.Combine(folder, "whole.db"));
        var clock = Stopwatch.StartNew();
        for (var night = 0; night < Exports.Nights; night++)
        {
            string[] files = [.. Enumerable.Range(0, night + 1).Select(exports.Night)];
            clock.Restart();
            var undisturbed = await ScanAsync(whole, files);
            var usual = clock.Elapsed;
            Assert.True(undisturbed.ExitCode is 0 or 2 or 3, undisturbed.Error);
            await ConsoleHost.KillAfterAsync(
                usual * random.NextDouble(), Cancellation, Arguments(killed, files));
            var after = await ScanAsync(killed, files);
            Assert.True(after.ExitCode is 0 or 2 or 3, after.Error);
        }

        Assert.NotEmpty(Alerts(whole));
        Assert.Equal(Alerts(whole), Alerts(killed));
        Assert.Equal(Incidents(whole), Incidents(killed));
    }

    [Fact]
    public async Task Of_two_schedulers_at_once_one_waits_or_says_who_is_at_work_and_nothing_is_raised_twice()
    {
        var state = Path.Combine(folder, "two.db");
        string[] files = [exports.Night(0), exports.Night(1), exports.Night(2)];
        var results = await Task.WhenAll(
            ScanAsync(state, files, "--wait", "120"), ScanAsync(state, files, "--wait", "120"));
        Assert.Equal([2, 3], results.Select(result => result.ExitCode).Order());
        Assert.All(
            Alerts(state).CountBy(alert => alert.Split(' ')[3]), raised => Assert.Equal(1, raised.Value));

        using (StateLock.Take(state, TimeSpan.Zero, Cancellation))
        {
            var refused = await ScanAsync(state, files);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("in use by another scan: process", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_missing_export_is_no_clean_night()
    {
        var state = Path.Combine(folder, "missing.db");
        var yesterday = DateTime.Now.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var result = await ScanAsync(
            state, [exports.Night(0)], "--expect", Path.Combine(folder, "fw-{yyyy-MM-dd}.csv"));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains($"fw-{yesterday}.csv' is missing", result.Error, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> ScanAsync(
        string state, string[] files, params string[] more) =>
        ConsoleHost.RunAsync(Cancellation, [.. Arguments(state, files), .. more]);

    private string[] Arguments(string state, string[] files) =>
        ["nightly", .. files, "--model", exports.Model, "--state", state];

    private static string[] Alerts(string state)
    {
        using var store = StateStore.OpenExisting(state);
        return [.. store.Alerts().Select(alert => $"{alert}").Order(StringComparer.Ordinal)];
    }

    private static string[] Incidents(string state)
    {
        using var store = StateStore.OpenExisting(state);
        return
        [
            .. store.IncidentsFrom(long.MinValue).Select(
                stored => $"{stored.Status} {stored.Version} {stored.Incident} {stored.Incident.Severity:R}"),
        ];
    }

    /// <summary>A model of three quiet days, and the exports of the nights behind them, with attacks on one.</summary>
    public sealed class Exports : IAsyncLifetime
    {
        /// <summary>How many nights; a long run asks for more by the environment variable.</summary>
        public static int Nights { get; } =
            int.TryParse(Environment.GetEnvironmentVariable("NETANOMALY_NIGHTS"), out var nights) ? nights : 3;

        private const int TrainingDays = 3;
        private readonly string folder = Directory.CreateTempSubdirectory("netanomaly-").FullName;

        public string Model => Path.Combine(folder, "office.nam");

        public string Night(int night) => Path.Combine(folder, $"{night}.binetflow");

        public async ValueTask InitializeAsync()
        {
            var options = new SampleTrafficOptions
            {
                Days = TrainingDays + Nights, Hosts = 5, AttackDay = TrainingDays + 2,
                Attacks = Enum.GetValues<SampleAttack>(),
            };
            var days = new SampleTraffic(options).Generate().ToLookup(flow => (flow.Start - options.Start).Days);
            var past = Path.Combine(folder, "past.binetflow");
            Write(past, Enumerable.Range(0, TrainingDays).SelectMany(day => days[day]));
            for (var night = 0; night < Nights; night++) Write(Night(night), days[TrainingDays + night]);
            var trained = await ConsoleHost.RunAsync(Cancellation, "train", past, "--model", Model);
            Assert.True(trained.ExitCode == 0, trained.Error);
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        private static void Write(string path, IEnumerable<FlowRecord> flows)
        {
            using var writer = new StreamWriter(path);
            ArgusWriter.Write(flows, writer);
        }
    }
}
