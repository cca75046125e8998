using Xunit;

namespace NetAnomaly.Models.Tests;

/// <summary>A training with a checkpoint in a folder of its own, which crashes at a step and goes on.</summary>
/// <param name="run">Trains; is given what to call with the number of each step, from 1, before it is done.</param>
internal sealed class CheckpointScenario(Func<TrainingOptions, Action<int>, TrainedWeights> run) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("checkpoint").FullName;

    public string CheckpointPath => Path.Combine(folder, "run.checkpoint");

    /// <summary>Options that keep a checkpoint of every step.</summary>
    public TrainingOptions Options => new()
    {
        Epochs = 4, BatchSize = 1, LearningRate = 0.01, CheckpointPath = CheckpointPath,
        CheckpointInterval = TimeSpan.Zero,
    };

    /// <summary>The steps that a training has.</summary>
    public int Steps(TrainingOptions options)
    {
        var steps = 0;
        run(options with { CheckpointPath = null }, _ => steps++);
        return steps;
    }

    /// <summary>Crashes a training behind so many steps.</summary>
    public void Crash(TrainingOptions options, int steps) =>
        Assert.Equal(
            "crash",
            Assert.Throws<InvalidOperationException>(() => run(options, step => ThrowBehind(steps, step))).Message);

    /// <summary>A training that crashed goes on and ends as one that was left alone.</summary>
    /// <param name="options">How it is trained.</param>
    /// <param name="percent">After which part of its steps it crashes.</param>
    public void AssertGoesOnAfterCrash(TrainingOptions options, int percent)
    {
        var whole = run(options with { CheckpointPath = null }, _ => { });
        var (steps, left) = (Steps(options), 0);
        var done = Math.Max(1, steps * percent / 100);

        Crash(options, done);
        var resumed = run(options with { Resume = true }, _ => left++);

        Assert.Equal(steps - done, left);
        Assert.Equal(whole.Values, resumed.Values);
        Assert.Equal(whole.BestEpoch, resumed.BestEpoch);
        Assert.Equal(whole.History.Select(Timeless), resumed.History.Select(Timeless));
        AssertNothingIsLeft();
    }

    /// <summary>No file is left in the folder.</summary>
    public void AssertNothingIsLeft() => Assert.Empty(Directory.EnumerateFileSystemEntries(folder));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void ThrowBehind(int steps, int step)
    {
        if (step > steps) throw new InvalidOperationException("crash");
    }

    private static TrainingEpoch Timeless(TrainingEpoch epoch) => epoch with { Duration = default };
}
