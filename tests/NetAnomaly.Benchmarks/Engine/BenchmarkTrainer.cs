using NetAnomaly.Core.Detectors;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Training;
using NetAnomaly.Tensors.Tests;
using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Benchmarks.Engine;

/// <summary>
/// The steps of <c>torch_lm.py</c> as users' trainings take them: with the trainer's loop, its clipping and the
/// engine's optimizer. No gradient is so large that clipping changes it, as there is none on PyTorch's side.
/// </summary>
internal sealed class BenchmarkTrainer : ITrainingSteps
{
    private readonly Module<Tensor, Tensor> model;
    private readonly (Tensor Inputs, Tensor Targets)[] batches;
    private readonly int steps;
    private readonly Action<int, double> before;
    private double last = double.NaN;

    /// <summary>A training of one epoch.</summary>
    /// <param name="model">The network.</param>
    /// <param name="batches">Its batches, taken in turn.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="before">Called before each step, with its number from 0 and the loss of the one before.</param>
    public BenchmarkTrainer(
        Module<Tensor, Tensor> model, (Tensor Inputs, Tensor Targets)[] batches, int steps, Action<int, double> before)
    {
        this.model = model;
        this.batches = batches;
        this.steps = steps;
        this.before = before;
    }

    /// <inheritdoc/>
    public long WorkPerEpoch => steps;

    /// <summary>Trains.</summary>
    /// <returns>The loss of the last step.</returns>
    public double Train()
    {
        new EpochTrainer(Subject(model), this).Run(null, CancellationToken.None);
        return last;
    }

    /// <inheritdoc/>
    public int Begin(int seed) => steps;

    /// <inheritdoc/>
    public (double Loss, Action<LossAccumulator> Count) Gradients(int step, int seed)
    {
        before(step, last);
        var (inputs, targets) = batches[step % batches.Length];
        model.zero_grad();
        Tensor logits = model.call(inputs).reshape(-1, BenchmarkData.Words);
        Tensor loss = functional.cross_entropy(logits, targets.reshape(-1));
        loss.backward();
        last = loss.item<float>();
        return (last, static _ => { });
    }

    // Called behind the last step.
    /// <inheritdoc/>
    public (double Loss, double Accuracy, double Cost) Validate(CancellationToken cancellation)
    {
        before(steps, last);
        return (double.NaN, double.NaN, double.NaN);
    }

    private static TrainingContext Subject(Module<Tensor, Tensor> model) => new(
        ModelPresets.Default(ModelArchitecture.Clstm).Spec,
        new TrainingOptions
        {
            Epochs = 1,
            Optimizer = TrainingOptimizer.AdamW,
            LearningRate = 3e-3,
            Schedule = LearningRateSchedule.Constant,
            WeightDecay = 0.01,
            GradientClip = 1e6,
        },
        model,
        HostDevice.Instance,
        [.. model.named_parameters().Select(named => (named.name, named.parameter))],
        () => "");
}
