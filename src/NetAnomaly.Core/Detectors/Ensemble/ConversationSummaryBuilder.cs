using NetAnomaly.Core.Detection;
using System.Runtime.InteropServices;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Makes <see cref="ConversationSummary"/>s of conversations, those of a corpus and those to score alike.
/// </summary>
internal static class ConversationSummaryBuilder
{
    /// <summary>Rows of conversations to score.</summary>
    public static ConversationSummary[] Of(IReadOnlyList<Conversation> conversations)
    {
        var keys = new Dictionary<string, long>(StringComparer.Ordinal);
        var rows = new ConversationSummary[conversations.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = Row(conversations[i], keys);
        return rows;
    }

    /// <summary>Rows of all conversations of a corpus, in its order.</summary>
    public static ConversationSummary[] Of(ConversationTable corpus)
    {
        var factor = corpus.Schemes.ToList().IndexOf(TokenScheme.ServicePort);
        long[] services = factor < 0 ? [] : [.. corpus.Texts[factor].Select(StableHash.Of)];
        var rows = new ConversationSummary[corpus.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var hosts = corpus.Hosts(i);
            var source = corpus.GroupBy == FlowGrouping.Destination ? 0 : corpus.HostKey(hosts[0]);
            var destination = corpus.GroupBy == FlowGrouping.Source ? 0 : corpus.HostKey(corpus.Destination(i));
            rows[i] = new ConversationSummary(
                corpus.WindowStart(i).Ticks, source, destination, corpus.Regularity(i),
                Services(corpus, i, factor, services))
            {
                Traffic = corpus.Traffic(i),
            };
        }

        return rows;
    }

    private static ServiceUse[] Services(ConversationTable corpus, int conversation, int factor, long[] services)
    {
        if (factor < 0) return [];
        var hosts = corpus.Hosts(conversation);
        var words = corpus.Tokens(conversation, factor);
        var uses = new ServiceCounter();
        for (var position = 0; position < hosts.Length; position++)
        {
            uses.Add(corpus.HostKey(hosts[position]), services[words[position]]);
        }

        return uses.ToArray();
    }

    private static ConversationSummary Row(Conversation conversation, Dictionary<string, long> keys)
    {
        var uses = new ServiceCounter();
        foreach (var flow in conversation.Flows)
            uses.Add(Address(flow.SourceAddress), Word(ServicePort.Instance.Word(flow)));
        return new ConversationSummary(
            conversation.WindowStart.Ticks, Address(conversation.SourceAddress),
            Address(conversation.DestinationAddress), Regularity.Of(conversation.Flows), uses.ToArray())
        {
            Traffic = ConversationTraffic.Of(conversation.Flows),
        };

        long Address(string? address) => address is null ? 0 : Key(address, StableHash.OfAddress);
        long Word(string word) => Key(word, StableHash.Of);

        // Equal texts have equal numbers whatever they mean, so that one table serves both; a service port is never '-'
        // or empty.
        long Key(string text, Func<string, long> hash)
        {
            ref var key = ref CollectionsMarshal.GetValueRefOrAddDefault(keys, text, out var known);
            if (!known) key = hash(text);
            return key;
        }
    }
}
