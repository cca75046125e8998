using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Core.Tests.Support;

/// <summary>Small trained models, and what they say.</summary>
internal static class ModelMaker
{
    public static ModelSpec Spec { get; } = TestSpec.Of(ModelArchitecture.TokenFrequency) with { Name = "office" };

    public static DetectorRegistry Registry { get; } = new([new TokenFrequencyFactory()]);

    public static AnomalyModel Train(
        ConversationTable corpus, ModelSpec? spec = null, TrainingOptions? options = null) =>
        Train(Registry, corpus, spec, options);

    public static AnomalyModel Train(
        DetectorRegistry registry, ConversationTable corpus, ModelSpec? spec = null, TrainingOptions? options = null,
        IProgress<TrainingProgress>? progress = null)
    {
        using var untrained = ModelTrainer.New(spec ?? Spec);
        return new ModelTrainer(registry).Train(
            untrained, corpus, options ?? new TrainingOptions(), progress, TestContext.Current.CancellationToken);
    }

    /// <summary>The results of some conversations, where nothing is asked of verdicts.</summary>
    public static IReadOnlyList<AnomalyResult> Score(
        this AnomalyModel model, params IEnumerable<Conversation> conversations) =>
        new ThresholdScan(model, AnomalyThreshold.Default).Score(
            [.. conversations], TestContext.Current.CancellationToken);

    /// <summary>Two days of an office: 48 windows, 20 hosts, words with a rhythm; the same at every call.</summary>
    public static IReadOnlyList<Conversation> Office(params TokenScheme[] schemes)
    {
        var random = new Random(1);
        var flows = Enumerable.Range(0, 6_000).Select(i => new FlowRecord
        {
            Start = FlowMaker.At("00:00").AddSeconds(i * 28.8),
            Duration = TimeSpan.FromMilliseconds(random.Next(1, 5_000)),
            Protocol = random.Next(3) == 0 ? "udp" : "tcp",
            SourceAddress = $"10.0.1.{random.Next(20)}",
            SourcePort = random.Next(49152, 65536),
            DestinationAddress = $"10.0.2.{random.Next(3)}",
            DestinationPort = random.Next(4) switch { 0 => 53, 1 => 80, _ => 443 },
            Bytes = 1L << random.Next(6, 14),
            Packets = random.Next(1, 20),
            State = "SF",
        });
        return
        [
            .. ConversationBuilder.Build(
                flows, new ConversationOptions { Schemes = schemes.Length == 0 ? [TokenScheme.ProtoByte] : schemes }),
        ];
    }
}
