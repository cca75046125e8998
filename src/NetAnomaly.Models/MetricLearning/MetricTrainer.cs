using System.Diagnostics;
using NetAnomaly.Core.Detection.Vectors;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.MetricLearning.Encoders;
using NetAnomaly.Models.MetricLearning.Losses;
using NetAnomaly.Models.MetricLearning.Sampling;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.MetricLearning;

/// <summary>
/// Trains encoders: clipped gradients, a scheduled rate, the best epoch by validation kept, early stopping, a time budget. All chance is a
/// function of the seed and of the place in the training. An epoch sees as many rows as there are, in <see cref="MostBatches"/> batches at most.
/// </summary>
internal sealed class MetricTrainer(VectorJob job, MetricSpec spec, EncoderSet encoders, IBatchSource batches, MetricValidation validation)
{
    /// <summary>Batches of an epoch at most: batches are draws, so that more of them are more epochs.</summary>
    public const int MostBatches = 256;

    private readonly int perEpoch = Math.Clamp(job.Fit.Rows / Math.Max(batches.Rows, 1), 1, MostBatches);

    /// <summary>Trains; the encoders are trained in place and stay the caller's.</summary>
    /// <returns>The history and the epoch whose weights the encoders now have; 0 where there is none.</returns>
    /// <exception cref="TrainingException">The loss or its gradient is not a number any more.</exception>
    public (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var options = job.Options;
        using var best = new WeightSnapshot(encoders);
        using var optimizer = new MomentOptimizer(encoders.Learnt(), options.Optimizer, options.WeightDecay, device: encoders.Device);
        var pace = new TrainingPace(options.Epochs, perEpoch, progress);
        var whole = Stopwatch.StartNew();
        var history = new List<TrainingEpoch>();
        for (var epoch = 1; epoch <= options.Epochs && encoders.Learning > 0 && !IsStale(history.Count, best.Epoch); epoch++)
        {
            var lap = Stopwatch.StartNew();
            var (sum, done) = (0.0, 0);
            encoders.train();
            for (; done < perEpoch && !(whole.Elapsed >= options.TimeBudget); done++)
            {
                cancellation.ThrowIfCancellationRequested();
                var rate = LearningRates.At(options.Schedule, options.LearningRate, (epoch - 1 + ((double)done / perEpoch)) / options.Epochs);
                sum += Step(optimizer, rate, epoch, done + 1);
                pace.Report(epoch, 1, sum / (done + 1));
            }

            if (done == 0) break;
            encoders.eval();
            var (loss, accuracy, cost) = validation.Measure(encoders, cancellation);
            history.Add(new TrainingEpoch(epoch, sum / done, loss, accuracy, lap.Elapsed));
            best.Offer(epoch, double.IsFinite(cost) ? cost : sum / done);
            if (done < perEpoch) break;
        }

        best.Restore();
        return (history, best.Epoch);
    }

    private bool IsStale(int epochs, int best) => job.Options.Patience > 0 && best > 0 && epochs - best >= job.Options.Patience;

    private float Step(MomentOptimizer optimizer, double rate, int epoch, int step)
    {
        using var scope = NewDisposeScope();
        var seed = Place(epoch, step);
        var (values, classes) = batches.Draw(new Random(seed));
        encoders.zero_grad();
        var embeddings = Chance.Draw(seed, () => encoders.Learn(values, classes.Length));
        var loss = EncoderLoss.Sum(embeddings, classes, spec);
        loss.backward();
        var norm = nn.utils.clip_grad_norm_(encoders.Learnt().Select(named => named.Parameter), job.Options.GradientClip * Math.Sqrt(embeddings.Length));
        var mean = loss.item<float>() / embeddings.Length;
        Require(mean, "loss", epoch, step);
        Require(norm, "gradient", epoch, step);
        optimizer.Step(rate);
        return mean;
    }

    private void Require(double value, string what, int epoch, int step)
    {
        if (double.IsFinite(value)) return;
        throw new TrainingException(
            $"Training diverged: the {what} became {value} in epoch {epoch}, step {step}.",
            $"Lower the learning rate (it is {job.Options.LearningRate}) or the gradient's largest norm (it is {job.Options.GradientClip}), or raise the temperature (it is {spec.Temperature}).");
    }

    private int Place(int epoch, int step) => unchecked((((job.Spec.Seed * 0x01000193) ^ epoch) * 0x01000193) ^ step) & int.MaxValue;
}
