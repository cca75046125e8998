namespace NetAnomaly.Core.Detection;

/// <summary>Shapes and trainings with a name.</summary>
public static class ModelPresets
{
    /// <summary>A preset of an architecture, as a start for changes.</summary>
    /// <exception cref="NotSupportedException">There is none of that kind.</exception>
    public static ModelSetup Of(ModelPreset preset, ModelArchitecture architecture, LearningMode learning = LearningMode.Unsupervised) =>
        preset == ModelPreset.Published ? Published(architecture, learning) : Default(architecture, learning);

    /// <summary>
    /// What serves users best on a network that nothing is known of. Where there are thousands of hosts, counting by
    /// <see cref="TokenCounting.SourceHost"/> with <see cref="ModelSpec.RarityFloor"/> finds more (CTU-13); in a small office, where every server
    /// and monitor is one of its kind, far less (the sample traffic). <see cref="TokenCounting.SourceWindow"/>, which ensembles use, serves on both.
    /// </summary>
    public static ModelSetup Default(ModelArchitecture architecture, LearningMode learning = LearningMode.Unsupervised)
    {
        var spec = new ModelSpec { Architecture = architecture, Learning = learning };
        var options = new TrainingOptions();
        if (learning == LearningMode.Supervised) (spec, options) = Classifier(spec, options);
        return architecture switch
        {
            ModelArchitecture.Transformer => new(
                spec with { EmbeddingSize = 128, AttentionLayers = 4, Heads = 4, FeedForwardSize = 256 },
                options with { Epochs = learning == LearningMode.Supervised ? options.Epochs : 3, LearningRate = 1e-3, Schedule = LearningRateSchedule.WarmupCosine }),
            ModelArchitecture.BiLstm => new(spec, options with { BatchSize = 16 }),
            ModelArchitecture.Ensemble => new(
                spec with { Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State], CountBy = TokenCounting.SourceWindow }, options),
            _ => new(spec, options),
        };
    }

    // Labels are few and say much: many short epochs, of which the best is kept. One flow that belongs to an attack is enough.
    private static (ModelSpec Spec, TrainingOptions Options) Classifier(ModelSpec spec, TrainingOptions options) => (
        spec with { Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State], Aggregate = ScoreAggregation.Max, MaxWords = 256 },
        options with { Epochs = 30, Patience = 5, BatchSize = 16 });

    /// <summary>
    /// The specification with members, where it is an ensemble that names none: counts by host and window of each of the first two schemes and of all together. They
    /// group flows as the ensemble does.
    /// </summary>
    public static ModelSpec WithMembers(ModelSpec spec)
    {
        if (spec.Architecture != ModelArchitecture.Ensemble || spec.Members.Count > 0) return spec;
        var members = spec.Schemes.Take(2).Select(scheme => Member(scheme));
        return spec with { Members = spec.Schemes.Count == 1 ? [.. members] : [.. members, Member([.. spec.Schemes])] };

        ModelSpec Member(params TokenScheme[] own) => new()
        {
            Architecture = ModelArchitecture.TokenFrequency, Name = string.Join(" × ", own), Schemes = own, GroupBy = spec.GroupBy, WindowHours = spec.WindowHours,
            Aggregate = spec.Aggregate, TopK = spec.TopK, Seed = spec.Seed, CountBy = TokenCounting.SourceWindow,
        };
    }

    /// <summary>An ensemble of models that are described already: it sees all the words that they see, and groups flows as they do.</summary>
    /// <param name="spec">The ensemble; its own token schemes come first.</param>
    /// <param name="members">What it combines; each is trained anew with it.</param>
    public static ModelSpec WithMembers(ModelSpec spec, IReadOnlyList<ModelSpec> members) => spec with
    {
        Members = members,
        Schemes = [.. spec.Schemes.Concat(members.SelectMany(member => member.Schemes)).Distinct()],
    };

    /// <summary>
    /// What was published. <see cref="ModelArchitecture.Clstm"/> and <see cref="ModelArchitecture.Transformer"/>: the dyad-hour language
    /// models after Radford, Apolonio, Trias and Simpson 2018 (arXiv 1803.10769), and their classifiers of windows of ten; <see cref="ModelArchitecture.BiLstm"/>:
    /// Nettrusion. Semi-supervised learning is that of the language model.
    /// </summary>
    /// <exception cref="NotSupportedException">That architecture was not published.</exception>
    public static ModelSetup Published(ModelArchitecture architecture, LearningMode learning = LearningMode.Unsupervised)
    {
        if (learning == LearningMode.Supervised) return PublishedClassifier(architecture);
        var spec = new ModelSpec { Architecture = architecture, Learning = learning, Preset = ModelPreset.Published, MaxWords = 16_384 };
        var options = new TrainingOptions
        {
            BatchSize = 512, Epochs = 15, LearningRate = 1e-3, WeightDecay = 0, GradientClip = double.PositiveInfinity, Patience = 0,
            Optimizer = TrainingOptimizer.Adam, Schedule = LearningRateSchedule.Constant,
        };
        return architecture switch
        {
            ModelArchitecture.Clstm => new(
                spec with
                {
                    Aggregate = ScoreAggregation.Max, ContextLength = 10, EmbeddingSize = 100, ConvolutionLayers = 2, KernelSize = 3, HiddenSize = 50,
                    RecurrentLayers = 2, DenseSize = 50, Dropout = 0.2,
                },
                options),
            ModelArchitecture.Transformer => new(
                spec with { Aggregate = ScoreAggregation.Max, ContextLength = 10, EmbeddingSize = 128, AttentionLayers = 4, Heads = 4, FeedForwardSize = 512 },
                options with { Optimizer = TrainingOptimizer.AdamW, WeightDecay = 0.01 }),
            ModelArchitecture.BiLstm => new(
                spec with
                {
                    Schemes = [TokenScheme.ServicePort], GroupBy = FlowGrouping.DirectedDyad, Aggregate = ScoreAggregation.Max, ContextLength = 14,
                    EmbeddingSize = 100, HiddenSize = 50, RecurrentLayers = 2, DenseSize = 50, Dropout = 0.35, WordVectors = true,
                },
                options with { Optimizer = TrainingOptimizer.NAdam, Epochs = 10 }),
            _ => throw new NotSupportedException($"There is no published {architecture} model."),
        };
    }

    private static ModelSetup PublishedClassifier(ModelArchitecture architecture)
    {
        var (spec, options) = Published(architecture);
        spec = spec with { Learning = LearningMode.Supervised };
        return architecture switch
        {
            ModelArchitecture.Clstm => new(
                spec with { EmbeddingSize = 64, KernelSize = 5, HiddenSize = 64, RecurrentLayers = 1, DenseSize = 32, Dropout = 0 }, options with { Epochs = 150 }),
            ModelArchitecture.Transformer => new(
                spec with { EmbeddingSize = 60, ConvolutionLayers = 3, KernelSize = 7, AttentionLayers = 4, Heads = 10, FeedForwardSize = 2048, DenseSize = 60 },
                options with { Optimizer = TrainingOptimizer.Adam, WeightDecay = 0, LearningRate = 1e-4, Epochs = 150 }),
            _ => new(spec, options),
        };
    }
}
