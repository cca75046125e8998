using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

/// <summary>Conversations of which a test names only what matters to it.</summary>
internal static class LedgerRows
{
    public const long Hour = TimeSpan.TicksPerHour;

    /// <summary>A conversation of one answered flow.</summary>
    /// <param name="hour">Its window.</param>
    /// <param name="source">Who opened it.</param>
    /// <param name="destination">To whom.</param>
    /// <param name="service">Number of its service.</param>
    public static ConversationSummary Row(int hour, long source, long destination, long service = 443) =>
        new(hour * Hour, source, destination, 0, [new ServiceUse(source, service, 1)])
        {
            Traffic = new ConversationTraffic(
                service, BytesOut: 1000, BytesIn: 5000, GapVariation: float.MaxValue, Flows: 1, Gaps: 0, Unanswered: 0,
                Ports: 1),
        };

    /// <summary>Hours of clients 1 to <paramref name="clients"/>, each of which calls two of ten servers.</summary>
    public static IEnumerable<ConversationSummary> Usual(int hours, int clients = 40)
    {
        var random = new Random(4);
        for (var hour = 0; hour < hours; hour++)
        {
            for (var client = 1; client <= clients; client++)
            {
                foreach (var server in new[] { 1000 + (client % 10), 1000 + ((client + 3) % 10) })
                {
                    var row = Row(hour, client, server);
                    yield return row with
                    {
                        Traffic = row.Traffic with
                        {
                            Flows = 1 + random.Next(4), BytesOut = 500 + random.Next(4000),
                            BytesIn = 1000 + random.Next(9000), Unanswered = random.Next(8) / 7,
                        },
                    };
                }
            }
        }
    }

    /// <summary>The conversations by rising window.</summary>
    public static ConversationSummary[] ByHour(params IEnumerable<ConversationSummary>[] rows) =>
        [.. rows.SelectMany(some => some).OrderBy(row => row.Window)];
}
