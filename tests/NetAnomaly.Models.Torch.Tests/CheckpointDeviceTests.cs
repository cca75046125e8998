extern alias Embedded;
extern alias Torch;

using Embedded::NetAnomaly.Models;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using Torch::NetAnomaly.Models;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>A training goes on with another engine, or in another precision, than the one that it began with.</summary>
public sealed class CheckpointDeviceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("checkpoint").FullName;

    public static TheoryData<string, string> Moves => new()
    {
        { "Embedded", "Torch" },
        { "Torch", "Embedded" },
        { "Torch", "BFloat16" },
        { "BFloat16", "Torch" },
        { "BFloat16", "Embedded" },
    };

    private string CheckpointPath => Path.Combine(folder, "run.checkpoint");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_training_that_goes_on_elsewhere_ends_near_one_that_stayed(string from, string to)
    {
        Train(from, CheckpointPath, TimeSpan.FromTicks(1));

        var stayed = GoOn(from);
        var moved = GoOn(to);

        var tolerance = from == "BFloat16" || to == "BFloat16" ? 0.02 : 1e-3;
        Assert.Equal(stayed, moved, (x, y) => Math.Abs(x - y) < tolerance);

        double[] GoOn(string engine)
        {
            var path = Path.Combine(folder, $"{engine}.checkpoint");
            File.Copy(CheckpointPath, path);
            return Train(engine, path, null);
        }
    }

    // Where all time is spent beforehand, one step is taken and kept.
    private static double[] Train(string engine, string checkpoint, TimeSpan? budget)
    {
        var options = TorchModels.Options with
        {
            Epochs = 4, Patience = 0, CheckpointPath = checkpoint, Resume = true, TimeBudget = budget,
        };
        var corpus = TorchModels.Corpus();
        var job = new TrainingJob(TorchModels.Spec, corpus, TrainingSplit.Of(corpus, 0.2, 1), options)
        {
            DataHash = "data", Spent = budget ?? TimeSpan.Zero,
        };
        var trained = Engine(engine).Train(job, null, TestContext.Current.CancellationToken);
        trained.Detector.Dispose();
        return [.. trained.History.Select(epoch => epoch.TrainingLoss)];
    }

    private static IDetectorFactory Engine(string name) => name switch
    {
        "Embedded" => new EmbeddedEngine(),
        "Torch" => new TorchEngine(),
        _ => new TorchBackend().ForDevice("cpu", EnginePrecision.BFloat16),
    };
}
