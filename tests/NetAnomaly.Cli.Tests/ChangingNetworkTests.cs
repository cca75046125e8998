using System.Text.Json;
using Xunit;

namespace NetAnomaly.Cli.Tests;

public sealed class ChangingNetworkTests(SampleExport export) : IClassFixture<SampleExport>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_map_gives_moved_hosts_the_results_of_their_old_address_and_results_name_both()
    {
        await TrainAsync("map.nam");
        var old = FirstSource();
        await File.WriteAllTextAsync(
            export["moved.binetflow"],
            (await File.ReadAllTextAsync(export["today.binetflow"], Cancellation)).Replace(
                $",{old},", ",10.99.99.99,", StringComparison.Ordinal), Cancellation);
        await File.WriteAllTextAsync(
            export["map.csv"], $"OldAddress,NewAddress\n{old},10.99.99.99\n,10.99.99.98\n", Cancellation);

        var before = await ScanAsync("today.binetflow", "before.jsonl");
        var after = await ScanAsync("moved.binetflow", "after.jsonl", "--host-map", export["map.csv"]);

        Assert.Contains("1 of 2 rows of the host map was left out", after.Error, StringComparison.Ordinal);
        Assert.Equal(Column("before.jsonl", "pValue"), Column("after.jsonl", "pValue"));
        Assert.DoesNotContain("10.99.99.99", Column("before.jsonl", "observedSourceAddress"));
        Assert.Contains("10.99.99.99", Column("after.jsonl", "observedSourceAddress"));
        Assert.Equal(before.Error, after.Error.Split('\n', 2)[1]);
    }

    [Fact]
    public async Task A_map_that_is_none_ends_the_scan()
    {
        await TrainAsync("none.nam");
        var scan = await ConsoleHost.RunAsync(
            Cancellation, "scan", export["today.binetflow"], "--model", export["none.nam"], "--host-map",
            export["nowhere.csv"]);
        Assert.Equal(1, scan.ExitCode);
        Assert.Contains("nowhere.csv", scan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_takes_what_is_said_of_forgetting()
    {
        var trained = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["kept.nam"], "--force",
            "--trim-per-day", "0", "--exclude-reviewed");
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.DoesNotContain("Training forgot", trained.Output, StringComparison.Ordinal);
        var wrong = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["kept.nam"], "--force",
            "--trim-per-day", "-1");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("to forget for each day", wrong.Error, StringComparison.Ordinal);
    }

    private async Task TrainAsync(string model)
    {
        var trained = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export[model], "--architecture",
            "TokenFrequency", "--force");
        Assert.True(trained.ExitCode == 0, trained.Error);
    }

    private Task<(int ExitCode, string Output, string Error)> ScanAsync(
        string flows, string results, params string[] more) => ConsoleHost.RunAsync(
            Cancellation, ["scan", export[flows], "--model", export["map.nam"], "--output", export[results], .. more]);

    private string FirstSource() => File.ReadLines(export["today.binetflow"]).Skip(1).First().Split(',')[3];

    private string?[] Column(string results, string name) =>
        [
            .. File.ReadLines(export[results]).Select(line => JsonDocument.Parse(line).RootElement).Select(
                result => result.TryGetProperty(name, out var value) ? value.ToString() : null),
        ];
}
