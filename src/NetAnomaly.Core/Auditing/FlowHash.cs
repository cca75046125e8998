using System.Numerics;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Auditing;

/// <summary>
/// A number of 64 bits that stands for what a flow says, wherever it was read and whatever its label.
/// </summary>
internal static class FlowHash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xBF58476D1CE4E5B9;

    /// <summary>The number of a flow.</summary>
    public static long Of(FlowRecord flow)
    {
        var hash = First;
        Mix(ref hash, flow.Start.Ticks);
        Mix(ref hash, flow.Duration.Ticks);
        Mix(ref hash, StableHash.Of(flow.Protocol));
        Mix(ref hash, StableHash.Of(flow.SourceAddress));
        Mix(ref hash, StableHash.Of(flow.DestinationAddress));
        Mix(ref hash, ((long)(flow.SourcePort ?? -1) << 32) ^ (uint)(flow.DestinationPort ?? -1));
        Mix(ref hash, flow.Bytes ?? -1);
        Mix(ref hash, flow.SourceBytes ?? -1);
        Mix(ref hash, flow.Packets ?? -1);
        Mix(ref hash, flow.SourcePackets ?? -1);
        Mix(ref hash, flow.State is { } state ? StableHash.Of(state) : 0);
        Mix(ref hash, flow.Service is { } service ? StableHash.Of(service) : 0);
        if (flow.Features is { } features)
        {
            foreach (var number in features.NumberSpan()) Mix(ref hash, BitConverter.SingleToInt32Bits(number));
            foreach (var category in features.CategorySpan()) Mix(ref hash, StableHash.Of(category));
        }

        return StableHash.OfPair((long)hash, 1);
    }

    private static void Mix(ref ulong hash, long value) =>
        hash = (BitOperations.RotateLeft(hash, 29) ^ ((ulong)value * First)) * Second;
}
