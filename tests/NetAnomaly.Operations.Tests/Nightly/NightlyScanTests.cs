using NetAnomaly.Operations.State;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Tests.Nightly;

public sealed class NightlyScanTests(Office office) : IClassFixture<Office>, IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Night_by_night_comes_out_as_all_nights_at_once_and_nothing_is_raised_twice()
    {
        var raised = new List<AnomalyAlert>();
        for (var night = 0; night < Office.Nights; night++)
        {
            office.Write(folder.Path, night);
            var run = await office.RunAsync(folder.Path);
            Assert.Equal([Path.Combine(folder.Path, $"{office.First.AddDays(night):yyyy-MM-dd}.csv")], run.Files);
            Assert.Equal((night, 0, 0L), (run.KnownFiles, run.Failures.Count, run.LateFlows));
            Assert.Equal(office.Night(night).LongCount(), run.Flows);
            raised.AddRange(run.Alerts);

            var again = await office.RunAsync(folder.Path);
            Assert.Empty(again.Alerts);
            Assert.Equal((0, 0, 3), (again.Files.Count, again.Windows, again.ExitCode));
            Assert.Equal(["There was no new flow to scan."], again.Missing);
        }

        Assert.Contains(raised, alert => alert.Action == AlertAction.Raise && alert.Incident.Labels.Count > 0);
        Assert.Equal(raised.Count, raised.DistinctBy(alert => (alert.Id, alert.Version)).Count());
        Assert.All(
            raised.GroupBy(alert => alert.Id),
            versions => Assert.Equal(Enumerable.Range(1, versions.Count()), versions.Select(alert => alert.Version)));
        Assert.Equal(await OutcomeAtOnceAsync(), Office.Outcome(folder.Path));
    }

    [Fact]
    public async Task Files_that_come_late_change_what_was_found_and_the_end_is_the_same()
    {
        var withdrawn = 0;
        int[] order = [0, 2, 1, 3, 5, 4, 6];
        foreach (var night in order)
        {
            office.Write(folder.Path, night);
            var run = await office.RunAsync(folder.Path);
            Assert.Equal(0, run.LateFlows);
            Assert.Equal(night is 1 or 4, run.WindowsAgain > 1);
            withdrawn += run.Alerts.Count(alert => alert.Action == AlertAction.Withdraw);
        }

        Assert.Equal(await OutcomeAtOnceAsync(), Office.Outcome(folder.Path));
        using var store = StateStore.OpenExisting(folder.File("state.db"));
        var alerts = store.Alerts();
        Assert.Equal(withdrawn, alerts.Count(alert => alert.Action == AlertAction.Withdraw));
        Assert.Equal(alerts.Count, alerts.DistinctBy(alert => (alert.Id, alert.Version)).Count());
        Assert.All(
            alerts.GroupBy(alert => alert.Id).SelectMany(versions => versions.Zip(versions.Skip(1))),
            pair => Assert.NotEqual(AlertAction.Raise, pair.Second.Action));
    }

    [Fact]
    public async Task A_file_that_is_too_late_is_counted_and_changes_nothing()
    {
        foreach (var night in (int[])[1, 2, 3, 4, 5])
        {
            office.Write(folder.Path, night);
            await office.RunAsync(folder.Path);
        }

        var before = Office.Outcome(folder.Path);
        office.Write(folder.Path, 0);
        var run = await office.RunAsync(folder.Path);
        Assert.Equal(office.Night(0).LongCount(flow => flow.Start < office.First.AddDays(1)), run.LateFlows);
        Assert.Contains(run.Warnings, warning => warning.Contains("came late", StringComparison.Ordinal));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(run.Missing, missing => missing.Contains("too late to be judged", StringComparison.Ordinal));
        Assert.Equal(before, Office.Outcome(folder.Path));
        Assert.Empty((await office.RunAsync(folder.Path)).Files);
    }

    [Fact]
    public async Task A_run_that_is_ended_has_changed_nothing_and_the_next_one_does_its_work()
    {
        var random = new Random(7);
        for (var night = 0; night < Office.Nights; night++)
        {
            office.Write(folder.Path, night);
            using var stop = new CancellationTokenSource();
            var left = random.Next(1, 20);
            var progress = new Countdown(() =>
            {
                if (--left == 0) stop.Cancel();
            });
            using (var store = StateStore.Open(folder.File("state.db"), "office", office.Model.Spec.Window))
            {
                var scan = new Operations.Nightly.NightlyScan(
                    store, "office", new Operations.Nightly.NightlyOptions(Office.Exports(folder.Path), office.Model),
                    progress);
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scan.RunAsync(stop.Token));
            }

            await office.RunAsync(folder.Path);
        }

        Assert.Equal(await OutcomeAtOnceAsync(), Office.Outcome(folder.Path));
    }

    [Fact]
    public async Task A_file_that_has_grown_takes_the_place_of_what_it_was()
    {
        var flows = office.Night(2).ToArray();
        Office.Write(folder.Path, "today", flows.Take(flows.Length / 2));
        await office.RunAsync(folder.Path);
        Office.Write(folder.Path, "today", flows);
        var run = await office.RunAsync(folder.Path);
        Assert.Equal(flows.Length, run.Flows);
        Assert.True(run.WindowsAgain > 0);

        using var other = new ScratchFolder();
        Office.Write(other.Path, "today", flows);
        await office.RunAsync(other.Path);
        Assert.Equal(Office.Outcome(other.Path), Office.Outcome(folder.Path));
    }

    [Fact]
    public async Task A_file_that_was_moved_is_known_and_a_copy_counts_once()
    {
        var path = office.Write(folder.Path, 0);
        await office.RunAsync(folder.Path);
        File.Move(path, folder.File("moved.csv"));
        var moved = await office.RunAsync(folder.Path);
        Assert.Equal((0, 1), (moved.Files.Count, moved.KnownFiles));

        File.Copy(folder.File("moved.csv"), folder.File("copy.csv"));
        var copied = await office.RunAsync(folder.Path);
        Assert.Empty(copied.Files);
        Assert.Contains(copied.Warnings, warning => warning.Contains("copy.csv: a copy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_a_file_of_the_night_before_gone_what_belongs_to_it_is_late_and_the_rest_is_scanned()
    {
        var first = office.Write(folder.Path, 0);
        await office.RunAsync(folder.Path);
        File.Delete(first);
        office.Write(folder.Path, 1);
        var run = await office.RunAsync(folder.Path);
        Assert.Equal(office.Night(1).LongCount(flow => flow.Start < office.First.AddDays(1)), run.LateFlows);
        Assert.Equal(0, run.WindowsAgain);
        Assert.True(run.Windows >= 23);
    }

    [Fact]
    public async Task What_is_bad_is_said_and_the_rest_is_scanned()
    {
        office.Write(folder.Path, 0);
        File.WriteAllText(folder.File("empty.csv"), "");
        File.WriteAllText(folder.File("strange.csv"), "this is no export\nat all\n");
        var run = await office.RunAsync(folder.Path);
        Assert.Single(run.Files);
        Assert.Contains(run.Missing, missing => missing.Contains("empty.csv", StringComparison.Ordinal));
        Assert.Contains(run.Failures, failure => failure.Contains("strange.csv", StringComparison.Ordinal));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(office.Night(0).LongCount(), run.Flows);
    }

    [Fact]
    public async Task A_budget_raises_the_strongest_of_each_day()
    {
        for (var night = 0; night < Office.Nights; night++) office.Write(folder.Path, night);
        var run = await office.RunAsync(
            folder.Path, options => options with { Budget = AlertBudget.Parse("1/day"), MaxPerDay = 1000 });
        Assert.NotEmpty(run.Alerts);
        Assert.All(
            run.Alerts.GroupBy(alert => alert.Incident.Start.Date), ofDay => Assert.Single(ofDay));
        using var store = StateStore.OpenExisting(folder.File("state.db"));
        Assert.All(
            store.IncidentsFrom(long.MinValue).GroupBy(stored => stored.Incident.Start.Date),
            ofDay => Assert.Equal(
                IncidentStatus.Raised, ofDay.MaxBy(stored => stored.Incident.Severity)!.Status));
    }

    [Fact]
    public async Task A_suppression_hides_until_it_expires_and_up_to_its_ceiling()
    {
        office.Write(folder.Path, 2);
        using var twin = new ScratchFolder();
        office.Write(twin.Path, 2);
        var told = (await office.RunAsync(twin.Path)).Alerts;
        Assert.NotEmpty(told);

        var all = new AnomalySuppression
        {
            Id = "all", Network = "0.0.0.0/0", Reason = "a test", Author = "a tester",
            Expires = DateTime.UtcNow.AddDays(1),
        };
        var hidden = await office.RunAsync(folder.Path, With(all));
        Assert.Empty(hidden.Alerts);
        Assert.True(hidden.Suppressed.Suppressions[0].Hidden >= told.Count);
        Assert.Equal(hidden.Suppressed.Given, hidden.Suppressed.Suppressions[0].Hidden);

        // What was found is stored: it is told as soon as nothing hides it any more, without a new file.
        var expired = await office.RunAsync(folder.Path, With(all with { Expires = DateTime.UtcNow.AddDays(-1) }));
        Assert.Equal(told.Select(alert => $"{alert}"), expired.Alerts.Select(alert => $"{alert}"));
        Assert.Empty((await office.RunAsync(folder.Path)).Alerts);

        using var low = new ScratchFolder();
        office.Write(low.Path, 2);
        var strongest = told.MaxBy(alert => alert.Incident.Conversations)!.Incident;
        var over = await office.RunAsync(
            low.Path, With(all with { MaxConversationsPerDay = strongest.Conversations - 1 }));
        Assert.Contains(over.Alerts, alert => alert.Id == strongest.Id);
        Assert.True(over.Suppressed.Suppressions[0].OverCeiling > 0);
    }

    [Fact]
    public async Task A_suppression_of_a_port_judges_all_conversations_of_an_incident()
    {
        office.Write(folder.Path, 2);
        var told = (await office.RunAsync(folder.Path)).Alerts;
        var incident = told.MaxBy(alert => alert.Incident.Conversations)!.Incident;
        var ports = office.Night(2)
            .Where(flow => flow.SourceAddress == incident.Host || flow.DestinationAddress == incident.Host)
            .Select(flow => flow.DestinationPort).OfType<int>().Distinct().ToArray();
        var suppression = new AnomalySuppression
        {
            Id = "ports", Host = incident.Host, Ports = ports, Reason = "a test", Author = "a tester",
            Expires = DateTime.UtcNow.AddDays(1),
        };
        using var other = new ScratchFolder();
        office.Write(other.Path, 2);
        var rest = (await office.RunAsync(other.Path, With(suppression))).Alerts;
        Assert.Equal(told.Select(alert => alert.Id).Where(id => id != incident.Id), rest.Select(alert => alert.Id));
    }

    [Fact]
    public async Task What_is_older_than_is_kept_goes_and_the_file_stays_bounded()
    {
        for (var night = 0; night < Office.Nights; night++)
        {
            office.Write(folder.Path, night);
            await office.RunAsync(folder.Path, options => options with { Retention = TimeSpan.FromDays(2) });
        }

        using var store = StateStore.OpenExisting(folder.File("state.db"));
        Assert.True(store.Judged()!.Value.First >= office.First.AddDays(Office.Nights - 3).Ticks);
        Assert.All(
            store.IncidentsFrom(long.MinValue),
            stored => Assert.True(stored.Incident.End >= office.First.AddDays(Office.Nights - 3)));
        Assert.Equal(Office.Nights, store.Files().Count);
    }

    private static Func<Operations.Nightly.NightlyOptions, Operations.Nightly.NightlyOptions> With(
        AnomalySuppression suppression) =>
        options => options with { Suppressions = new SuppressionList([suppression]) };

    private async Task<string[]> OutcomeAtOnceAsync()
    {
        using var other = new ScratchFolder();
        for (var night = 0; night < Office.Nights; night++) office.Write(other.Path, night);
        await office.RunAsync(other.Path);
        var outcome = Office.Outcome(other.Path);
        Assert.NotEmpty(outcome);
        return outcome;
    }

    private sealed class Countdown(Action step) : IProgress<Core.Services.ScanProgress>
    {
        public void Report(Core.Services.ScanProgress value) => step();
    }
}
