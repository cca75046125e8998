using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Tests.Detection.Kinds;

/// <summary>Options of the detector that these tests add.</summary>
internal sealed record ByteRateOptions : DetectorOptions
{
    public double Usual { get; init; } = 1000;
}

/// <summary>A kind of detector that needs no engine: how far a flow's bytes lie above what is usual.</summary>
internal sealed class ByteRateKind : DetectorKind<ByteRateOptions>
{
    public const ModelArchitecture ByteRate = (ModelArchitecture)100;

    public override ModelArchitecture Architecture => ByteRate;

    public override IDetectorFactory Factory { get; } = new ByteRateFactory();

    public override DetectorNeeds Needs(ModelSpec spec) => new() { Tokens = true };

    protected override void Check(ModelSpec spec, ByteRateOptions options)
    {
        if (options.Usual <= 0) throw new ArgumentException("What is usual is above 0 bytes.");
    }
}

internal sealed class ByteRateFactory : IDetectorFactory
{
    public string Engine => IDetectorFactory.NoEngine;

    public bool Supports(ModelArchitecture architecture) => architecture == ByteRateKind.ByteRate;

    public TrainedDetector Train(
        TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        new(Load(job.Spec, new DetectorState(), null), CalibrationSet.OfAll(new double[job.Corpus.Count]), [], 0);

    public IDetector Load(ModelSpec spec, DetectorState state, Stream? weights) =>
        new ByteRateDetector(spec.OptionsOf<ByteRateOptions>());
}

internal sealed class ByteRateDetector(ByteRateOptions options) : IDetector, IExplainer
{
    public DetectorState State { get; } = new();

    public bool HasWeights => false;

    public IExplainer Reasons => this;

    public IReadOnlyList<ConversationScore> Score(
        IReadOnlyList<Conversation> conversations, CancellationToken cancellation) =>
        [.. conversations.Select(one => new ConversationScore([.. one.Flows.Select(Excess)], 1))];

    public string Summarize(Conversation sequence, ConversationScore score) => "more bytes than usual";

    public (string Factor, string Word) UnusualFactor(Conversation sequence, ConversationScore score, int position) =>
        ("Bytes", $"{sequence.Flows[position].Bytes}");

    public int[] Fingerprint(Conversation conversation) => [.. conversation.Flows.Select(flow => (int)Excess(flow))];

    public void WriteWeights(Stream stream) => throw new InvalidOperationException("There are none.");

    public void Dispose()
    {
    }

    private float Excess(FlowRecord flow) =>
        Math.Max(0, MathF.Log((float)((flow.Bytes ?? 0) / options.Usual)));
}
