using NetAnomaly.Core.Detection.Vectors;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Engines;
using NetAnomaly.Models.MetricLearning.Encoders;
using NetAnomaly.Models.MetricLearning.References;
using NetAnomaly.Models.MetricLearning.Sampling;

namespace NetAnomaly.Models.MetricLearning;

/// <summary>
/// Makes a metric model of vectors. Where they are labelled with two classes or more, batches are balanced over the classes; otherwise two
/// views of each row are drawn together. References and the scale of distances are then found.
/// </summary>
internal sealed class MetricTraining
{
    private const string NormalName = "normal";

    private readonly VectorJob job;
    private readonly MetricSpec spec;
    private readonly INetworkDevice device;
    private readonly InputScale scale;
    private readonly float[] fit;
    private readonly float[] held;

    /// <summary>Prepares a training.</summary>
    /// <exception cref="ArgumentException">There is no normal row, or not one row at all.</exception>
    public MetricTraining(VectorJob job, MetricSpec spec, INetworkDevice device)
    {
        this.job = job;
        this.spec = spec;
        this.device = device;
        if (job.Fit.Rows == 0) throw new ArgumentException("There is no row to learn from.", nameof(job));
        if (!Array.Exists(job.Fit.Labels, label => label <= 0)) throw new ArgumentException("There is no normal row to take references from.", nameof(job));
        scale = InputScale.Of(job.Fit);
        fit = scale.Apply(job.Fit.Values);
        held = scale.Apply(job.Held.Values);
    }

    private int Width => job.Fit.Width;

    /// <summary>Trains.</summary>
    /// <exception cref="TrainingException">The loss or its gradient is not a number any more.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left behind.</exception>
    public TrainedVectors Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var encoders = EncoderSet.Create(spec, Width, job.Spec.Dropout, job.Spec.Seed);
        try
        {
            encoders.MoveTo(device);
            var sampler = new ClassBalancedSampler(job.Fit.Labels, spec);
            IBatchSource batches = sampler.HasClasses ? new ClassBatches(fit, Width, job.Fit.Labels, sampler) : Views(fit);
            var validation = new MetricValidation(HeldBatches(sampler.HasClasses), spec, job.Spec.Seed, sampler.HasClasses ? null : Detection());
            var (history, best) = new MetricTrainer(job, encoders, batches, validation).Run(progress, cancellation);
            encoders.eval();
            cancellation.ThrowIfCancellationRequested();
            return new TrainedVectors(new MetricDetector(job.Spec, spec, encoders, Remember(encoders)), history, best);
        }
        catch
        {
            encoders.Dispose();
            throw;
        }
    }

    private ViewBatches Views(float[] rows) => new(new CorruptedViews(rows, Width, spec.Corruption), rows.Length / Width, job.Options.BatchSize);

    private IBatchSource? HeldBatches(bool byClass)
    {
        if (!byClass)
        {
            var normal = Rows(held, job.Held.Labels, label => label <= 0);
            return normal.Length > Width ? Views(normal) : null;
        }

        var sampler = new ClassBalancedSampler(job.Held.Labels, spec);
        return sampler.HasClasses ? new ClassBatches(held, Width, job.Held.Labels, sampler) : null;
    }

    private HeldDetection? Detection()
    {
        var chance = new Random(job.Spec.Seed);
        var normal = Draw(Rows(held, job.Held.Labels, label => label <= 0), chance);
        var attacks = Draw(Rows(held, job.Held.Labels, label => label > 0), chance);
        if (normal.Length == 0 || attacks.Length == 0) return null;
        var anomalous = Enumerable.Range(0, (normal.Length + attacks.Length) / Width).Select(row => row >= normal.Length / Width).ToArray();
        return new HeldDetection(Draw(Rows(fit, job.Fit.Labels, label => label <= 0), chance), [.. normal, .. attacks], anomalous, spec, Width);
    }

    private float[] Draw(float[] rows, Random chance)
    {
        int[] order = [.. Enumerable.Range(0, rows.Length / Width)];
        chance.Shuffle(order);
        return Gather(rows, order.Take(HeldDetection.MostRows));
    }

    private MetricMemory Remember(EncoderSet encoders)
    {
        var classes = job.Fit.LabelTexts.Count > 0 ? job.Fit.LabelTexts : [NormalName];
        var references = Enumerable.Range(0, encoders.Count).Select(_ => new ReferenceSet([], [])).ToArray();
        for (var of = 0; of < classes.Count; of++)
        {
            var rows = of == 0 ? Rows(fit, job.Fit.Labels, label => label <= 0) : Rows(fit, job.Fit.Labels, label => label == of);
            if (rows.Length == 0) continue;
            var embeddings = Embeddings.Of(encoders, rows, Width);
            for (var e = 0; e < references.Length; e++)
            {
                var points = ReferenceSet.Find(embeddings[e], of == 0 ? spec.NormalReferences : spec.ClassReferences, spec, job.Spec.Seed + e);
                references[e] = of == 0 ? new ReferenceSet(points, new int[points.Length / spec.EmbeddingSize]) : references[e].With(points, of);
            }
        }

        return new MetricMemory(scale, references, Distances(encoders, references), classes);
    }

    // Rows kept from training tell how far normal traffic lies; where none were kept, those of training must do.
    private DistanceScale[] Distances(EncoderSet encoders, ReferenceSet[] references)
    {
        var rows = Rows(held, job.Held.Labels, label => label <= 0);
        if (rows.Length == 0) rows = Rows(fit, job.Fit.Labels, label => label <= 0);
        var embeddings = Embeddings.Of(encoders, rows, Width);
        return [.. references.Select((set, e) => DistanceScale.Of(NormalDistances(embeddings[e], set)))];
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
            for (var row = 0; row < part.Length / size; row++) distances.Add(measured.Normal(row, spec.Neighbors));
        }

        return distances;
    }

    private float[] Rows(float[] values, int[] labels, Predicate<int> wanted) =>
        Gather(values, Enumerable.Range(0, labels.Length).Where(row => wanted(labels[row])));

    private float[] Gather(float[] values, IEnumerable<int> rows)
    {
        var gathered = new List<float>();
        foreach (var row in rows) gathered.AddRange(values.AsSpan(row * Width, Width));
        return [.. gathered];
    }
}
