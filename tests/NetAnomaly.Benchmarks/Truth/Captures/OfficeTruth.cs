using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Benchmarks.Explaining;
using NetAnomaly.Flows.Samples;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>
/// The sample office: some days to learn from, then one with every attack. Where training is not clean, a share of its
/// conversations are attacks of the day before, and where these do not suffice, copies of them by other hosts.
/// </summary>
/// <param name="hosts">Workstations.</param>
/// <param name="share">Share of attacks in training.</param>
internal sealed class OfficeTruth(int hosts, double share) : ITruthCapture
{
    // A larger office is given a day more, as the other benchmarks have it.
    private int Days => hosts >= 60 ? 5 : 4;

    public string Name => $"office-{hosts}-{(share == 0 ? "clean" : $"{100 * share:0}pct")}";

    public IReadOnlyList<string> Files => [];

    public bool IsDrawn => true;

    public TruthTraffic Read(int seed)
    {
        var options = new SampleTrafficOptions
        {
            Hosts = hosts, Days = Days, Seed = seed, Attacks = Enum.GetValues<SampleAttack>(),
        };
        var cut = options.Start.AddDays(Days - 1);
        var flows = new SampleTraffic(options).Generate().ToLookup(flow => flow.Start < cut);
        FlowRecord[] past = [.. flows[true]];
        if (share > 0) past = Contaminated(past, options with { AttackDay = Days - 1 }, cut, seed);
        return new TruthTraffic(past, [.. flows[false]], new LabelRule());
    }

    private FlowRecord[] Contaminated(FlowRecord[] past, SampleTrafficOptions earlier, DateTime cut, int seed)
    {
        var grouping = new ConversationOptions();
        var normal = ConversationBuilder.Build(past, grouping).ToArray();
        var attacks = ConversationBuilder
            .Build(
                new SampleTraffic(earlier).Generate()
                    .Where(flow => flow.Start < cut && TrafficTrial.IsAttack(flow)), grouping).ToArray();
        return
        [
            .. Contamination.Of(normal, attacks, share, seed).SelectMany(conversation => conversation.Flows)
                .OrderBy(flow => flow.Start),
        ];
    }
}
