using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// Makes a metric model of vectors. Where they are labelled with two classes or more, batches are balanced over the
/// classes; otherwise two views of each row are drawn together; models with a sequence encoder learn from both in turn.
/// References and the scale of distances are then found.
/// </summary>
internal sealed class MetricTraining
{
    private const string NormalName = "normal";

    private readonly VectorJob job;
    private readonly MetricOptions spec;
    private readonly IDevice device;
    private readonly InputScale scale;
    private readonly RowSource fit;
    private readonly RowSource held;

    /// <summary>Prepares a training.</summary>
    /// <exception cref="ArgumentException">There is no normal row, or not one row at all.</exception>
    public MetricTraining(VectorJob job, IDevice device)
    {
        this.job = job;
        spec = job.Spec.OptionsOf<MetricOptions>();
        this.device = device;
        if (job.Fit.Rows == 0) throw new ArgumentException("There is no row to learn from.", nameof(job));
        if (!Array.Exists(job.Fit.Labels, label => label <= 0))
            throw new ArgumentException("There is no normal row to take references from.", nameof(job));
        scale = InputScale.Of(job.Fit);
        fit = RowSource.Of(job.Fit, scale, spec);
        held = RowSource.Of(job.Validation, scale, spec);
    }

    private int Width => job.Fit.Width;

    /// <summary>Trains.</summary>
    /// <exception cref="TrainingException">The loss or its gradient is not a number any more.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left behind.</exception>
    public TrainedVectors Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var encoders = EncoderSet.Create(spec, Width, job.Spec.Seed);
        try
        {
            encoders.MoveTo(device);
            var sampler = new ClassBalancedSampler(job.Fit.Labels, spec);
            var batches = Batches(sampler);
            var validation = new MetricValidation(
                HeldBatches(sampler.HasClasses), spec, job.Spec.Seed, sampler.HasClasses ? null : Detection());
            var (history, best) = new MetricTrainer(job, encoders, batches, validation).Run(progress, cancellation);
            encoders.eval();
            cancellation.ThrowIfCancellationRequested();
            return new TrainedVectors(
                new MetricDetector(job.Spec, encoders, TransientRetry.Of(device, () => Remember(encoders))), history,
                best);
        }
        catch
        {
            encoders.Dispose();
            throw;
        }
    }

    // Views in between are of normal rows, so that displaced flows are unlike these.
    private IBatchSource Batches(ClassBalancedSampler sampler)
    {
        if (!sampler.HasClasses) return Views(fit, [.. Enumerable.Range(0, fit.Count)]);
        var classes = new ClassBatches(fit, job.Fit.Labels, sampler);
        return spec.SequenceEncoder == MetricSequenceEncoder.None
            ? classes
            : new MixedBatches(classes, Views(fit, Normal(job.Fit)));
    }

    private ViewBatches Views(RowSource source, int[] rows) =>
        new(new CorruptedViews(source, rows, spec.Corruption), rows, job.Options.BatchSize);

    private IBatchSource? HeldBatches(bool byClass)
    {
        if (!byClass)
        {
            var normal = Normal(job.Validation);
            return normal.Length > 1 ? Views(held, normal) : null;
        }

        var sampler = new ClassBalancedSampler(job.Validation.Labels, spec);
        return sampler.HasClasses ? new ClassBatches(held, job.Validation.Labels, sampler) : null;
    }

    private ValidationDetection? Detection()
    {
        var random = new Random(job.Spec.Seed);
        var normal = Draw(Normal(job.Validation), random);
        var attacks = Draw(Rows(job.Validation, label => label > 0), random);
        if (normal.Length == 0 || attacks.Length == 0) return null;
        var anomalous = Enumerable.Range(0, normal.Length + attacks.Length).Select(row => row >= normal.Length)
            .ToArray();
        return new ValidationDetection(
            fit.Gather(Draw(Normal(job.Fit), random)), held.Gather([.. normal, .. attacks]), anomalous, spec);
    }

    private static int[] Draw(int[] rows, Random random)
    {
        random.Shuffle(rows);
        return [.. rows.Take(ValidationDetection.MostRows)];
    }

    private ReferenceIndex Remember(EncoderSet encoders)
    {
        var classes = job.Fit.LabelTexts.Count > 0 ? job.Fit.LabelTexts : [NormalName];
        var references = Enumerable.Range(0, encoders.Count).Select(_ => new ReferenceSet([], [])).ToArray();
        for (var of = 0; of < classes.Count; of++)
        {
            var rows = of == 0 ? Normal(job.Fit) : Rows(job.Fit, label => label == of);
            if (rows.Length == 0) continue;
            var embeddings = Embeddings.Of(encoders, fit, rows);
            for (var e = 0; e < references.Length; e++)
            {
                var points = ReferenceSet.Find(
                    embeddings[e], of == 0 ? spec.NormalReferences : spec.ClassReferences, spec, job.Spec.Seed + e);
                references[e] = of == 0
                    ? new ReferenceSet(points, new int[points.Length / spec.EmbeddingSize])
                    : references[e].With(points, of);
            }
        }

        var rarity = RarityFitting.Fit(job.Fit, Normal(job.Fit), job.Validation, Normal(job.Validation));
        var rough = new ScoreComponents(
            rarity, ScoreComponents.UnknownPull, ScoreComponents.UnknownPull, ScoreComponents.UnknownPull);
        var memory = new ReferenceIndex(scale, references, Distances(encoders, references), classes, rough);
        return memory with { Parts = Parts(encoders, memory, rough) };
    }

    // Rows kept from training tell how each part of the score is spread over normal traffic; where none were kept,
    // those of training must do.
    private ScoreComponents Parts(EncoderSet encoders, ReferenceIndex memory, ScoreComponents rough)
    {
        const int MostRows = 8192;
        const int RowsPerBatch = 2048;
        var (data, source) = Array.Exists(job.Validation.Labels, label => label <= 0)
            ? (job.Validation, held)
            : (job.Fit, fit);
        var rows = Normal(data);
        rows = [.. rows.Where((_, at) => at % ((rows.Length / MostRows) + 1) == 0)];
        var raw = new RawComponents[rows.Length];
        for (var from = 0; from < rows.Length; from += RowsPerBatch)
        {
            var some = rows.AsSpan(from, Math.Min(RowsPerBatch, rows.Length - from)).ToArray();
            RowStatistics.Of(
                encoders, memory, spec, source.Gather(some), Vectors(data, some), raw.AsSpan(from, some.Length));
        }

        return rough with
        {
            Distance = DistanceScale.Of(raw.Select(part => (float)part.Distance), SlopeLimit.OfNats),
            Pull = memory.References[0].Classes.Any(of => of > 0)
                ? DistanceScale.Of(raw.Select(part => (float)part.Pull), SlopeLimit.OfPull)
                : rough.Pull,
            Values = DistanceScale.Of(raw.Select(part => part.Rarity), null),
        };
    }

    private static int[] Normal(VectorData data) => Rows(data, label => label <= 0);

    private static int[] Rows(VectorData data, Predicate<int> wanted) =>
        [.. Enumerable.Range(0, data.Rows).Where(row => wanted(data.Labels[row]))];

    private static float[] Vectors(VectorData data, int[] rows)
    {
        var vectors = new float[rows.Length * data.Width];
        for (var i = 0; i < rows.Length; i++) data.Row(rows[i]).CopyTo(vectors.AsSpan(i * data.Width));
        return vectors;
    }

    // Rows kept from training tell how far normal traffic lies; where none were kept, those of training must do.
    private DistanceScale[] Distances(EncoderSet encoders, ReferenceSet[] references)
    {
        var rows = Normal(job.Validation);
        var embeddings = rows.Length > 0
            ? Embeddings.Of(encoders, held, rows)
            : Embeddings.Of(encoders, fit, Normal(job.Fit));
        return
        [
            .. references.Select(
                (set, e) =>
                    DistanceScale.Of(NormalDistances(embeddings[e], set), SlopeLimit.Of(spec.Distance, set.Radius))),
        ];
    }

    private List<float> NormalDistances(float[] embeddings, ReferenceSet set)
    {
        const int RowsPerBatch = 4096;
        using var quiet = no_grad();
        var size = spec.EmbeddingSize;
        var distances = new List<float>(embeddings.Length / size);
        for (var from = 0; from < embeddings.Length; from += RowsPerBatch * size)
        {
            using var scope = NewDisposeScope();
            var part = embeddings.AsSpan(from, Math.Min(RowsPerBatch * size, embeddings.Length - from)).ToArray();
            var measured = new ReferenceDistances(tensor(part, part.Length / size, size), set, 1, spec.Distance);
            for (var row = 0; row < part.Length / size; row++) distances.Add(measured.Normal(row, spec.Neighbors).Mean);
        }

        return distances;
    }
}
