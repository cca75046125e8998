using NetAnomaly.Internal;
using System.Reflection;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Training;

/// <summary>From an untrained model and a corpus to a trained, calibrated model.</summary>
internal sealed class ModelTrainer(DetectorRegistry registry)
{
    /// <summary>
    /// A model that has been described, not trained; an ensemble that names no members gets the usual ones.
    /// </summary>
    /// <exception cref="ArgumentException">The description does not hold together.</exception>
    public static AnomalyModel New(ModelSpec spec) => New(spec, DetectorKinds.Standard);

    /// <summary>A model of one of the given kinds that has been described, not trained.</summary>
    /// <exception cref="ArgumentException">The description does not hold together.</exception>
    public static AnomalyModel New(ModelSpec spec, DetectorKinds kinds)
    {
        spec = kinds.Of(spec.Architecture).Complete(spec);
        ModelSpecRules.Check(spec, kinds);
        return new AnomalyModel(spec);
    }

    /// <summary>Trains a model again on a corpus; the model given is not changed.</summary>
    /// <exception cref="ArgumentException">The corpus is of other token schemes than the model, or the options do not
    /// hold together.</exception>
    /// <exception cref="InvalidOperationException">The corpus is empty.</exception>
    /// <exception cref="TrainingException">Training diverged, or its checkpoint cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left behind but the checkpoint, where
    /// one was asked for.</exception>
    public AnomalyModel Train(
        AnomalyModel model, ConversationTable corpus, TrainingOptions options, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation) =>
        Train(model.Spec, null, corpus, options, progress, cancellation);

    /// <summary>
    /// Trains a model on a corpus, starting from the words and weights of another: a classifier from a language model
    /// that saw far more traffic than has labels. The models given are not changed.
    /// </summary>
    /// <param name="model">What is to be learned; its shape becomes that of the other: see
    /// <see cref="FineTuning.Spec"/>.</param>
    /// <param name="origin">The model to start from: trained, with its weights loaded.</param>
    /// <param name="corpus">The conversations, made with the other's token schemes.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The corpus does not fit the model, the options do not hold together, or the
    /// one cannot start from the other.</exception>
    /// <exception cref="InvalidOperationException">The corpus is empty, or the model to start from is not trained or
    /// not loaded.</exception>
    /// <exception cref="TrainingException">Training diverged, its checkpoint cannot be used, or a class is
    /// missing.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left behind but the checkpoint, where
    /// one was asked for.</exception>
    public AnomalyModel FineTune(
        AnomalyModel model, AnomalyModel origin, ConversationTable corpus, TrainingOptions options,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        Train(FineTuning.Spec(model.Spec, origin.Spec), origin, corpus, options, progress, cancellation);

    private AnomalyModel Train(
        ModelSpec spec, AnomalyModel? origin, ConversationTable corpus, TrainingOptions options,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        ModelSpecRules.Check(spec, registry.Kinds);
        ModelSpecRules.Check(options);
        if (!corpus.Schemes.SequenceEqual(spec.Schemes))
        {
            throw new ArgumentException(
                $"The conversations were made with {string.Join(", ", corpus.Schemes)}; the model '{spec.Name}' "
                    + $"wants {string.Join(", ", spec.Schemes)}.", nameof(corpus));
        }

        if (corpus.Count > 0 && (corpus.GroupBy != spec.GroupBy || corpus.Window != spec.Window))
        {
            throw new ArgumentException(
                $"The conversations were grouped by {corpus.GroupBy} in windows of "
                    + $"{DisplayText.Window(corpus.Window)}; the model '{spec.Name}' wants {spec.GroupBy} in "
                    + $"{DisplayText.Window(spec.Window)}.", nameof(corpus));
        }

        if (corpus.Count == 0)
        {
            throw new InvalidOperationException(
                corpus.Excluded > 0
                    ? $"All {CountedText.Of(corpus.Excluded, "conversation|conversations was|were")} left out by "
                        + "label; there is nothing to train on."
                    : "There is not one conversation to train on.");
        }

        var provider = registry.FactoryFor(spec.Architecture);
        var (asked, dataHash) = (options, corpus.Hash());
        // Where labels are used, they say what was wrong.
        var review = spec.Learning == LearningMode.Unsupervised ? PairReview.Of(corpus) : null;
        var excluded = 0;
        if (options.ExcludeReviewed)
        {
            if (review is null)
                throw new ArgumentException(
                    "A review of training is for learning without labels; where labels are used, leave conversations "
                        + "out by label.", nameof(options));
            var rest = review.WithoutListed();
            excluded = corpus.Count - rest.Count;
            corpus = rest;
            if (corpus.Count == 0)
                throw new InvalidOperationException(
                    "All conversations are of pairs that the training review lists; there is nothing to train on.");
        }

        var given = corpus;
        if (options.TrimShare > 0)
        {
            if (spec.Learning != LearningMode.Unsupervised)
                throw new ArgumentException(
                    "Trimming is for learning without labels; where labels are used, leave conversations out by label.",
                    nameof(options));
            var whole = new TrainingJob(spec, corpus, new TrainingSplit([], [], false), options)
            {
                Origin = origin is null ? null : LoadedModel.Of(origin).Detector,
            };
            (corpus, var left) = new IterativeTrimming(provider).Trim(whole, progress, cancellation);
            (options, progress) = (options with { TimeBudget = left }, IterativeTrimming.Last(progress));
        }

        Func<int, bool>? isAnomalous = LabelledDataset.Of(corpus, spec, options) is { } labelled
            ? labelled.IsAnomalous
            : null;
        var split = TrainingSplit.Of(
            corpus, options.ValidationShare, spec.Seed, isAnomalous,
            fitsAttacks: spec.Learning == LearningMode.Supervised);
        var job = new TrainingJob(spec, corpus, split, options)
        {
            DataHash = corpus == given && excluded == 0
                ? dataHash
                : corpus.Hash(), Origin = origin is null ? null : LoadedModel.Of(origin).Detector,
        };
        var trained = provider.Train(job, progress, cancellation);
        var calibrator = new ModelCalibrator(trained, job);
        var calibration = calibrator.Conversations();
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
            Trimmed = given.Count - corpus.Count + trained.Forgotten.Count,
            ExcludedByReview = excluded,
            DataHash = dataHash,
            ValidatedByTime = split.ByTime,
            Calibrated = trained.Calibration.Scores.LongCount(double.IsFinite),
            CalibrationTrimmed = calibration.Strata.Sum(stratum => stratum.Calibration.Trimmed),
            StartedFrom = origin?.Name,
            // How it was trained, not where files lay.
            Options = asked.CheckpointPath is null ? asked : asked with { CheckpointPath = null, Resume = false },
            History = trained.History,
            BestEpoch = trained.BestEpoch,
        };
        var loaded = new LoadedModel(trained.Detector, calibration, trained.Threshold)
        {
            Provider = provider, Incidents = calibrator.Incidents(calibration),
            CalibrationOfKept = calibrator.ConversationsOfKept(),
        };
        return new AnomalyModel(spec, provenance, loaded)
        {
            TrainingReview = review is null
                ? null
                : new TrainingReview
                {
                    PairsJudged = review.Judged,
                    Pairs = review.Pairs,
                    Excluded = excluded,
                    Forgotten = trained.Forgotten.Count,
                    ForgottenSubjects = ForgottenSubjects.Of(corpus, trained.Forgotten),
                },
        };
    }

    private static string Version =>
        typeof(ModelTrainer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>(
            )?.InformationalVersion.Split('+')[0] ?? "0";
}
