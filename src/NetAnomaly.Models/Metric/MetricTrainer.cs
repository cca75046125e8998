using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;
using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// Trains encoders on drawn batches. An epoch sees as many rows as there are, in <see cref="MostBatches"/> batches at
/// most.
/// </summary>
internal sealed class MetricTrainer(VectorJob job, EncoderSet encoders, IBatchSource batches,
    MetricValidation validation) : ITrainingSteps
{
    /// <summary>Batches of an epoch at most: batches are draws, so that more of them are more epochs.</summary>
    public const int MostBatches = 256;

    private readonly MetricOptions options = job.Spec.OptionsOf<MetricOptions>();
    private readonly int perEpoch = Math.Clamp(job.Fit.Rows / Math.Max(batches.Rows, 1), 1, MostBatches);

    /// <inheritdoc/>
    public long WorkPerEpoch => perEpoch;

    /// <inheritdoc/>
    public double ClipShare => Math.Sqrt(encoders.Learning);

    /// <inheritdoc/>
    public bool KeepsSome => validation.HasRows;

    /// <inheritdoc/>
    public string OtherRemedy =>
        string.Create(CultureInfo.InvariantCulture, $", or raise the temperature (it is {options.Temperature})");

    /// <summary>Trains the encoders.</summary>
    /// <inheritdoc cref="EpochTrainer.Run"/>
    public (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Run(
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var subject = new TrainingContext(
            job.Spec, job.Options, encoders, encoders.Device, [.. encoders.Learned()], () => Hash(job));
        return new EpochTrainer(subject, this).Run(progress, cancellation);
    }

    /// <inheritdoc/>
    public int Begin(int seed) => perEpoch;

    /// <inheritdoc/>
    public (double Loss, Action<LossAccumulator> Count) Gradients(int step, int seed)
    {
        try
        {
            return Pass(seed);
        }
        catch (Exception error) when (encoders.Device.IsOutOfMemory(error))
        {
            // Half a batch is another loss, not half of it.
            throw MemoryFault.Of($"a batch of {batches.Rows} rows, whose loss compares every pair of them", error);
        }
    }

    /// <inheritdoc/>
    public (double Loss, double Accuracy, double Cost) Validate(CancellationToken cancellation) =>
        TransientRetry.Of(encoders.Device, () => validation.Measure(encoders, cancellation));

    private (double Loss, Action<LossAccumulator> Count) Pass(int seed)
    {
        using var scope = NewDisposeScope();
        var (rows, classes) = batches.Draw(new Random(seed));
        encoders.zero_grad();
        var embeddings = RandomLock.Run(seed, () => encoders.Learn(rows), encoders.Device);
        var loss = EncoderLoss.Sum(embeddings, classes, options);
        var mean = loss.item<float>() / embeddings.Length;
        loss.backward();
        return (mean, tally => tally.AddLoss(0, mean, 1));
    }

    private static string Hash(VectorJob job)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var data in new[] { job.Fit, job.Validation })
        {
            hash.AppendData(BitConverter.GetBytes(data.Rows));
            hash.AppendData(MemoryMarshal.AsBytes(data.Values.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(data.Labels.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(data.Positions.AsSpan()));
            foreach (var text in data.LabelTexts) hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
