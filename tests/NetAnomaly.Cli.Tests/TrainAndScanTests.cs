using System.IO.Compression;
using System.Text.Json;
using Xunit;

namespace NetAnomaly.Cli.Tests;

public sealed class TrainAndScanTests(SampleExport export) : IClassFixture<SampleExport>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_replace_a_file_only_with_force_and_errors_hold_no_escape_sequence()
    {
        var trained = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["force.nam"], "--architecture",
            "TokenFrequency", "--force");
        Assert.True(trained.ExitCode == 0, trained.Error);
        await File.WriteAllTextAsync(export["mine.jsonl"], "mine", Cancellation);
        string[] scan =
            ["scan", export["today.binetflow"], "--model", export["force.nam"], "--output", export["mine.jsonl"]];
        var refused = await ConsoleHost.RunAsync(Cancellation, scan);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("exists already", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(export["mine.jsonl"], Cancellation));
        var forced = await ConsoleHost.RunAsync(Cancellation, [.. scan, "--force"]);
        Assert.NotEqual(1, forced.ExitCode);
        Assert.Equal('{', (await File.ReadAllTextAsync(export["mine.jsonl"], Cancellation))[0]);

        var missing = await ConsoleHost.RunAsync(
            Cancellation, "scan", "\u001b[31m\u202e", "--model", export["force.nam"]);
        Assert.Contains(@"\u001B[31m\u202E", missing.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', missing.Error);
    }

    [Fact]
    public async Task A_model_trained_on_the_past_names_the_attacks_of_today_and_exits_with_2()
    {
        var trained = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["words.nam"], "--architecture",
            "TokenFrequency", "--force");
        Assert.True(trained.ExitCode == 0, trained.Error);

        var scan = await ConsoleHost.RunAsync(
            Cancellation, "scan", export["today.binetflow"], "--model", export["words.nam"], "--output",
            export["results.jsonl"], "--max-p-value", "0.01");

        Assert.True(scan.ExitCode == 2, scan.Error);
        Assert.Contains("conversations are anomalous", scan.Output, StringComparison.Ordinal);
        var results = File.ReadLines(export["results.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)
            .ToArray();
        var strangest = results.OrderByDescending(result => result.GetProperty("score").GetDouble()).Take(10);
        Assert.Contains(
            strangest, result =>
                result.GetProperty("labels").EnumerateArray().Any(label => label.GetString() == "Exfiltration"));
    }

    [Fact]
    public async Task A_network_trains_and_scans_from_the_command_line()
    {
        var trained = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["clstm.nam"], "--architecture", "Clstm",
            "--epochs", "1", "--force");
        Assert.True(trained.ExitCode == 0, trained.Error);

        var scan = await ConsoleHost.RunAsync(
            Cancellation, "scan", export["today.binetflow"], "--model", export["clstm.nam"], "--threshold", "1000");

        Assert.True(scan.ExitCode == 0, scan.Error);
        Assert.Contains("0 of", scan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_recommended_detector_is_trained_where_none_is_named()
    {
        var trained = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["default.nam"], "--force");

        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains("Ensemble of", trained.Output, StringComparison.Ordinal);
        Assert.Empty(trained.Error);
    }

    [Fact]
    public async Task A_missing_or_empty_export_ends_a_clean_scan_with_3_and_one_that_found_something_with_2()
    {
        await TrainWords();
        File.WriteAllText(export["empty.binetflow"], "");
        string[] gaps = [export["nowhere.binetflow"], export["empty.binetflow"], export["no*.gz"]];
        foreach (var gap in gaps)
        {
            foreach (var (limit, expected) in new[] { ("1000", 3), ("0", 2) })
            {
                var scan = await ConsoleHost.RunAsync(
                    Cancellation, "scan", gap, export["today.binetflow"], "--model", export["exit.nam"], "--threshold",
                    limit);
                Assert.True(scan.ExitCode == expected, $"{gap} {limit}: {scan.ExitCode} {scan.Error}");
                Assert.Contains("missing: ", scan.Error, StringComparison.Ordinal);
                Assert.DoesNotContain(" 0 conversations", scan.Output, StringComparison.Ordinal);
            }
        }

        Assert.Equal(
            3,
            (await ConsoleHost.RunAsync(Cancellation, "scan", gaps[1], "--model", export["exit.nam"])).ExitCode);
    }

    [Fact]
    public async Task A_broken_export_ends_with_1_before_anything_else()
    {
        await TrainWords();
        File.WriteAllText(export["broken.binetflow"], "neither this\nnor that\n");
        var scan = await ConsoleHost.RunAsync(
            Cancellation, "scan", export["nowhere.binetflow"], export["today.binetflow"], export["broken.binetflow"],
            "--model", export["exit.nam"], "--threshold", "0");
        Assert.True(scan.ExitCode == 1, scan.Output);
    }

    [Fact]
    public async Task Too_little_training_is_said_in_training_and_ends_a_scan_with_3()
    {
        File.WriteAllLines(export["few.binetflow"], File.ReadLines(export["past.binetflow"]).Take(61));
        var trained = await ConsoleHost.RunAsync(
            Cancellation, "train", export["few.binetflow"], "--model", export["few.nam"], "--architecture",
            "TokenFrequency", "--force");
        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Matches(
            @"'few' was calibrated on \d+ conversations: the default threshold of p 0\.001 is out of reach; "
                + @"about \d+ days? (is|are) needed, and training covers \d+ hours?\.", trained.Error);

        var scan = await ConsoleHost.RunAsync(
            Cancellation, "scan", export["today.binetflow"], "--model", export["few.nam"]);

        Assert.True(scan.ExitCode == 3, scan.Output);
        Assert.Contains("could not be judged", scan.Error, StringComparison.Ordinal);
        Assert.Contains("Train on more days", scan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_engine_can_do_is_an_error_with_a_remedy()
    {
        var (exitCode, _, error) = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["gpu.nam"], "--architecture", "Clstm",
            "--engine", "Embedded", "--device", "Cuda");

        Assert.Equal(1, exitCode);
        Assert.Contains("on the processor only", error, StringComparison.Ordinal);
        Assert.Contains("Ask for the Torch engine", error, StringComparison.Ordinal);
        Assert.False(File.Exists(export["gpu.nam"]));
    }

    [Fact]
    public async Task A_device_of_no_such_name_is_an_error_that_lists_them()
    {
        var (exitCode, _, error) = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["gpu.nam"], "--architecture", "Clstm",
            "--device", "gpu");

        Assert.Equal(1, exitCode);
        Assert.Contains("'gpu' is no device", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_from_the_command_line_starts_from_the_preset_and_keeps_to_its_time()
    {
        var trained = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["published.nam"], "--architecture",
            "BiLstm", "--preset", "Published", "--count-by", "SourceHost",
            "--time-budget", "00:00:01", "--checkpoint", export["published.checkpoint"], "--resume", "--force");

        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.True(
            File.Exists(export["published.checkpoint"]), "Ten epochs take longer than a second: the checkpoint stays.");
        using var archive = ZipFile.OpenRead(export["published.nam"]);
        var text = string.Concat(
            archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.Ordinal)).Select(Text));
        Assert.Contains("ServicePort", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("NAdam", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("SourceHost", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_used_is_an_error_with_a_remedy()
    {
        File.WriteAllText(export["damaged.checkpoint"], "no checkpoint");

        var (exitCode, _, error) = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["resumed.nam"], "--architecture",
            "Clstm", "--checkpoint", export["damaged.checkpoint"], "--resume");

        Assert.Equal(1, exitCode);
        Assert.Contains("Delete it", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resuming_needs_a_checkpoint()
    {
        var (exitCode, _, error) = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["resumed.nam"], "--resume");

        Assert.Equal(1, exitCode);
        Assert.Contains("name the checkpoint", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_an_error_with_a_remedy_and_exit_code_1()
    {
        var (exitCode, _, error) = await ConsoleHost.RunAsync(
            Cancellation, "train", export["nowhere.csv"], "--model", export["no.nam"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("nowhere.csv", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(File.Exists(export["no.nam"]));
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_named()
    {
        var (exitCode, _, error) = await ConsoleHost.RunAsync(
            Cancellation, "scan", export["today.binetflow"], "--model", export["today.binetflow"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("is not a model file", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_rows_are_reported_kept_in_a_file_and_lose_no_good_one()
    {
        File.WriteAllLines(
            export["bad.binetflow"],
            [.. File.ReadLines(export["past.binetflow"]).Take(101), "2026/03/02 99:99:99,broken"]);

        var (exitCode, output, error) = await ConsoleHost.RunAsync(
            Cancellation, "train", export["bad.binetflow"], "--model", export["bad.nam"], "--rejects",
            export["rejects.csv"], "--force");

        Assert.True(exitCode == 0, error);
        Assert.Contains("100 flows", output, StringComparison.Ordinal);
        Assert.Contains("102", error, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadLines(export["rejects.csv"]).Count());
    }

    [Fact]
    public async Task A_model_is_not_overwritten_unless_asked_to()
    {
        File.WriteAllText(export["kept.nam"], "mine");

        var (exitCode, _, error) = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["kept.nam"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("exists already", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(export["kept.nam"]));
    }

    [Fact]
    public async Task Only_flows_between_after_and_before_are_read()
    {
        var (exitCode, output, error) = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], export["today.binetflow"], "--model", export["day.nam"],
            "--after", "2026-03-03", "--before", "2026-03-04", "--force");

        Assert.True(exitCode == 0, error);
        var expected = File.ReadLines(export["past.binetflow"])
            .Count(line => line.StartsWith("2026/03/03", StringComparison.Ordinal));
        Assert.Contains($"{expected:N0} flows", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_of_the_zone_that_is_named()
    {
        var (exitCode, output, error) = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], export["today.binetflow"], "--model", export["zone.nam"],
            "--after", "2026-03-03", "--before", "2026-03-04", "--time-zone", "+02:00", "--force");

        Assert.True(exitCode == 0, error);
        var expected = File.ReadLines(export["past.binetflow"]).Concat(File.ReadLines(export["today.binetflow"]))
            .Count(line => string.CompareOrdinal(line, "2026/03/03 02") >= 0
                && string.CompareOrdinal(line, "2026/03/04 02") < 0);
        Assert.Contains($"{expected:N0} flows", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_that_there_is_not_is_refused_with_the_remedy()
    {
        var (exitCode, _, error) = await ConsoleHost.RunAsync(
            Cancellation, "scan", export["today.binetflow"], "--model", export["zone.nam"], "--time-zone", "Atlantis");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Europe/Berlin", error, StringComparison.Ordinal);
    }

    private async Task TrainWords()
    {
        var trained = await ConsoleHost.RunAsync(
            Cancellation, "train", export["past.binetflow"], "--model", export["exit.nam"], "--architecture",
            "TokenFrequency", "--force");
        Assert.True(trained.ExitCode == 0, trained.Error);
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
