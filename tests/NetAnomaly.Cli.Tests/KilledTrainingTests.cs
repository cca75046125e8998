using System.IO.Compression;
using Xunit;

namespace NetAnomaly.Cli.Tests;

public sealed class KilledTrainingTests(SampleExport export) : IClassFixture<SampleExport>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_training_whose_process_was_killed_goes_on_and_ends_with_the_weights_of_an_undisturbed_one()
    {
        var (whole, killed, checkpoint) = (export["whole.nam"], export["killed.nam"], export["killed.checkpoint"]);
        File.WriteAllLines(export["short.binetflow"], File.ReadLines(export["past.binetflow"]).Take(6000));
        string[] train = ["train", export["short.binetflow"], "--architecture", "Clstm", "--epochs", "4"];
        string[] kept = [.. train, "--model", killed, "--checkpoint", checkpoint];

        var undisturbed = await ConsoleHost.RunAsync(Cancellation, [.. train, "--model", whole]);
        Assert.True(undisturbed.ExitCode == 0, undisturbed.Error);
        Assert.True(
            await ConsoleHost.KillOnceThereIsAsync(
                checkpoint, Cancellation, [.. kept, "--checkpoint-interval", "00:00:00"]),
            "The training was to be killed between its first checkpoint and its end.");
        Assert.False(File.Exists(killed));

        // What the killed process left is whole, and is read: another training does not go on from it.
        var other = await ConsoleHost.RunAsync(Cancellation, [.. kept, "--resume", "--seed", "7"]);
        Assert.Contains("another training", other.Error, StringComparison.Ordinal);

        var resumed = await ConsoleHost.RunAsync(Cancellation, [.. kept, "--resume"]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(Weights(whole), Weights(killed));
        Assert.False(File.Exists(checkpoint));
    }

    private static byte[] Weights(string model)
    {
        using var archive = ZipFile.OpenRead(model);
        using var weights = archive.GetEntry("weights.safetensors")!.Open();
        using var bytes = new MemoryStream();
        weights.CopyTo(bytes);
        return bytes.ToArray();
    }
}
