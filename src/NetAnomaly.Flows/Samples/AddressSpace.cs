using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// Addresses that belong to nobody, so that no sample ever accuses a real host: services on the Internet lie in
/// 198.18.0.0/15 (RFC 2544), people's connections in 100.64.0.0/10 (RFC 6598), the office in 10.20.0.0/16 (RFC 1918).
/// </summary>
internal static class AddressSpace
{
    /// <summary>An address of a service on the Internet.</summary>
    public static string Service(CounterRandom random) =>
        Text(198, 18 + random.Whole(0, 1), random.Whole(0, 255), random.Whole(1, 254));

    /// <summary>An address of somebody's connection at home, at a café, on the road.</summary>
    public static string Subscriber(CounterRandom random) =>
        Text(100, random.Whole(64, 127), random.Whole(0, 255), random.Whole(1, 254));

    /// <summary>Addresses of one provider, close together.</summary>
    public static string[] Block(CounterRandom random, int count)
    {
        var second = 18 + random.Whole(0, 1);
        var third = random.Whole(0, 255);
        var first = random.Whole(1, 255 - Math.Min(count, 250));
        return
        [
            .. Enumerable.Range(0, count).Select(
                i => Text(198, second, (third + (i / 250)) % 256, 1 + ((first + i - 1) % 254))),
        ];
    }

    /// <summary>An address of the office: 10.20.<paramref name="subnet"/>.<paramref name="number"/>.</summary>
    public static string Office(int subnet, int number) => Text(10, 20, subnet, number);

    private static string Text(int a, int b, int c, int d) =>
        string.Create(CultureInfo.InvariantCulture, $"{a}.{b}.{c}.{d}");
}
