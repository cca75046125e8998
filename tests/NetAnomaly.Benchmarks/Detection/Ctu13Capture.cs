using NetAnomaly.Core.Conversations;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>CTU-13 scenario 6 (Garcia, Grill, Stiborek and Zunino 2014), read once, cut at 11:00 file time.</summary>
internal sealed class Ctu13Capture
{
    public const string Anomalous = "Botnet";
    public const string Usual = "../shared/data/ctu13/capture20110816.binetflow.gz";
    public static readonly DateTime Cut = new(2011, 8, 16, 11, 0, 0, DateTimeKind.Utc);

    private readonly FlowRecord[] flows;

    public Ctu13Capture(string path)
    {
        Name = Path.GetFileName(path);
        flows = [.. FlowFile.Read(path, new FlowReadOptions(), new Rejects(), default)];
    }

    public string Name { get; }

    /// <summary>The conversations that a model wants, before and behind the cut.</summary>
    public (Conversation[] Training, Conversation[] Test) Split(ModelSpec spec)
    {
        var all = ConversationBuilder.Build(flows, ConversationOptions.Of(spec))
            .ToLookup(sequence => sequence.WindowStart < Cut);
        return ([.. all[true]], [.. all[false]]);
    }

    public static bool IsAnomalous(AnomalyResult result) =>
        result.Labels.Any(label => label.Contains(Anomalous, StringComparison.Ordinal));

    private sealed class Rejects : IRejectSink
    {
        public void Add(RejectedRow row) => Console.Error.WriteLine(row);
    }
}
