using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Training;

/// <summary>From an untrained model and a corpus to a trained, calibrated model.</summary>
public sealed class ModelTrainer(DetectorCatalog catalog)
{
    /// <summary>A model that has been described, not trained.</summary>
    /// <exception cref="ArgumentException">The description does not hold together.</exception>
    public static AnomalyModel New(ModelSpec spec)
    {
        ModelSpecRules.Check(spec);
        return new AnomalyModel(spec);
    }

    /// <summary>Trains a model anew on a corpus; the model given is not changed.</summary>
    /// <exception cref="ArgumentException">The corpus is of other token schemes than the model, or the options do not hold together.</exception>
    /// <exception cref="InvalidOperationException">The corpus is empty.</exception>
    /// <exception cref="TrainingException">Training diverged, or its checkpoint cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left behind but the checkpoint, where one was asked for.</exception>
    public AnomalyModel Train(
        AnomalyModel model, TrainingCorpus corpus, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var spec = model.Spec;
        ModelSpecRules.Check(spec);
        ModelSpecRules.Check(options);
        if (!corpus.Schemes.SequenceEqual(spec.Schemes))
        {
            throw new ArgumentException(
                $"The conversations were made with {string.Join(", ", corpus.Schemes)}; the model '{spec.Name}' wants {string.Join(", ", spec.Schemes)}.", nameof(corpus));
        }

        if (corpus.Count > 0 && (corpus.GroupBy != spec.GroupBy || corpus.Window != TimeSpan.FromHours(spec.WindowHours)))
        {
            throw new ArgumentException(
                $"The conversations were grouped by {corpus.GroupBy} in windows of {corpus.Window.TotalHours:0} h; the model '{spec.Name}' wants {spec.GroupBy} in {spec.WindowHours} h.", nameof(corpus));
        }

        if (corpus.Count == 0)
        {
            throw new InvalidOperationException(
                corpus.Excluded > 0
                    ? $"All {corpus.Excluded} conversations were left out by label; there is nothing to train on."
                    : "There is not one conversation to train on.");
        }

        var provider = catalog.For(spec.Architecture);
        var split = TrainingSplit.Of(corpus, options.ValidationShare, spec.Seed);
        var dataHash = Hash(corpus);
        var trained = provider.Train(new TrainingJob(spec, corpus, split, options) { DataHash = dataHash }, progress, cancellation);
        var provenance = new TrainingProvenance
        {
            TrainedAt = DateTime.UtcNow,
            Version = Version,
            Engine = provider.Engine,
            Device = provider.Device,
            Precision = provider.Precision,
            From = corpus.WindowStart(0),
            To = corpus.WindowStart(corpus.Count - 1) + corpus.Window,
            Conversations = corpus.Count,
            Flows = corpus.Flows,
            Excluded = corpus.Excluded,
            DataHash = dataHash,
            Options = options.CheckpointPath is null ? options : options with { CheckpointPath = null, Resume = false }, // how it was trained, not where files lay
            History = trained.History,
            BestEpoch = trained.BestEpoch,
        };
        return new AnomalyModel(spec, provenance, new ScoringModel(trained.Detector, Calibration.Of(trained.CalibrationScores)) { Provider = provider });
    }

    private static string Version =>
        typeof(ModelTrainer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static string Hash(TrainingCorpus corpus)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var texts = corpus.Texts.Select(factor => factor.Select(text => Encoding.UTF8.GetBytes(text + "\n")).ToArray()).ToArray();
        for (var conversation = 0; conversation < corpus.Count; conversation++)
        {
            hash.AppendData(BitConverter.GetBytes(corpus.WindowStart(conversation).Ticks));
            var words = corpus.Words(conversation);
            for (var i = 0; i < words.Length; i++) hash.AppendData(texts[i % texts.Length][words[i]]);
            hash.AppendData(MemoryMarshal.AsBytes(corpus.Hosts(conversation)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
