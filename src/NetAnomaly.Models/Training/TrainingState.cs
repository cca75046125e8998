using System.Diagnostics;
using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Training;

/// <summary>
/// What a training carries from step to step: optimizer, best weights, state; and its file. Disposing frees memory, not
/// the file.
/// </summary>
internal sealed class TrainingState : IDisposable
{
    private const string NetworkPrefix = "network.";
    private const string BestPrefix = "best.";
    private const string MasterPrefix = "master.";

    private readonly TrainingOptions options;
    private readonly nn.Module network;
    private readonly IDevice device;
    private readonly BestWeights best;
    private readonly TimeSpan spent;
    private readonly long stepsBefore;
    private readonly Stopwatch whole = Stopwatch.StartNew();
    private readonly Stopwatch lap = Stopwatch.StartNew();
    private readonly Stopwatch sinceKept = Stopwatch.StartNew();

    /// <summary>Begins a training, or goes on with the one in the checkpoint.</summary>
    /// <param name="subject">What is trained on what, how.</param>
    /// <param name="rateShare">The part of the learning rate that a parameter has, by name; <see langword="null"/>: all
    /// have the whole.</param>
    public TrainingState(TrainingContext subject, Func<string, double>? rateShare = null)
    {
        options = subject.Options;
        network = subject.Network;
        device = subject.Device;
        spent = subject.Spent;
        best = new BestWeights(network);
        Optimizer = device.CreateOptimizer(
            subject.Learned, new OptimizerOptions(options.Optimizer, options.WeightDecay, rateShare));
        var identity = options.CheckpointPath is null
            ? ""
            : TrainingCheckpoint.Identity(subject.Spec, options, subject.DataHash());
        State = options is { Resume: true, CheckpointPath: { } path }
            && TrainingCheckpoint.Read(path, identity) is var (state, tensors)
            ? Restore(state, tensors)
            : new CheckpointState { Identity = identity };
        stepsBefore = Optimizer.Steps;
    }

    /// <summary>Where it stands.</summary>
    public CheckpointState State { get; }

    /// <summary>Changes the weights.</summary>
    public IOptimizer Optimizer { get; }

    /// <summary>
    /// Whether the time budget is spent; not before a step, where something else than steps took of it.
    /// </summary>
    public bool IsTimeUp =>
        spent + whole.Elapsed >= options.TimeBudget && (spent == TimeSpan.Zero || Optimizer.Steps > stepsBefore);

    /// <summary>Whether no epoch was better for as many epochs as patience allows.</summary>
    public bool IsStale =>
        options.Patience > 0 && State.BestEpoch > 0 && State.History.Count - State.BestEpoch >= options.Patience;

    /// <summary>Writes the checkpoint when it is due, when time is up and when the training is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It is cancelled.</exception>
    public void Keep(CancellationToken cancellation)
    {
        if (options.CheckpointPath is not null
            && (cancellation.IsCancellationRequested || IsTimeUp || sinceKept.Elapsed
                >= options.CheckpointInterval)) Write();
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Time spent on the epoch in work.</summary>
    public TimeSpan Lap() => State.Spent + lap.Elapsed;

    /// <summary>Ends an epoch. Where time broke it off, the checkpoint stays as it was before this call.</summary>
    /// <param name="epoch">Its figures.</param>
    /// <param name="cost">What the best epoch has least of.</param>
    /// <param name="isWhole">Whether all its batches were taken.</param>
    public void EndEpoch(TrainingEpoch epoch, double cost, bool isWhole)
    {
        State.History.Add(epoch);
        best.Offer(epoch.Epoch, cost);
        (State.BestEpoch, State.BestCost) = (best.Epoch, best.Cost);
        (State.Epoch, State.Batch, State.Spent) = (State.Epoch + 1, 0, TimeSpan.Zero);
        lap.Restart();
        if (isWhole && options.CheckpointPath is not null && sinceKept.Elapsed >= options.CheckpointInterval) Write();
    }

    /// <summary>Gives the network its best weights; the checkpoint goes unless time broke the training off.</summary>
    /// <returns>Their epoch; 0 where there is none.</returns>
    public int End()
    {
        best.Restore();
        if (options.CheckpointPath is { } path && (State.Epoch > options.Epochs || IsStale) && !IsTimeUp)
            File.Delete(path);
        return best.Epoch;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        best.Dispose();
        Optimizer.Dispose();
    }

    private void Write()
    {
        State.Steps = Optimizer.Steps;
        State.Spent += lap.Elapsed;
        lap.Restart();
        using var scope = NewDisposeScope();
        var tensors = network.state_dict().ToDictionary(
            pair => NetworkPrefix + pair.Key, pair => device.ToHost(pair.Value));
        foreach (var (name, value) in Optimizer.State()) tensors.Add(name, device.ToHost(value));
        foreach (var (name, value) in best.Weights) tensors.Add(BestPrefix + name, device.ToHost(value));
        TrainingCheckpoint.Write(options.CheckpointPath!, State, tensors);
        sinceKept.Restart();
    }

    private CheckpointState Restore(CheckpointState state, Dictionary<string, Tensor> tensors)
    {
        using var quiet = no_grad();
        var weights = Under(tensors, NetworkPrefix);

        // In another precision, too, a training goes on from the weights that steps have added up in.
        foreach (var (name, master) in Under(tensors, MasterPrefix)) weights[name] = master;
        network.load_state_dict(weights);
        foreach (var (name, value) in Optimizer.State())
            value.copy_(tensors.GetValueOrDefault(name) ?? tensors[Exact(name)]);
        Optimizer.Restore(state.Steps);
        if (state.BestEpoch > 0) best.Keep(state.BestEpoch, state.BestCost, Under(tensors, BestPrefix));
        foreach (var tensor in tensors.Values) tensor.Dispose();
        return state;
    }

    // What a checkpoint that was written in single precision calls a master weight.
    private static string Exact(string name) =>
        name.StartsWith(MasterPrefix, StringComparison.Ordinal) ? NetworkPrefix + name[MasterPrefix.Length..] : name;

    private static Dictionary<string, Tensor> Under(Dictionary<string, Tensor> tensors, string prefix) => tensors
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);
}
