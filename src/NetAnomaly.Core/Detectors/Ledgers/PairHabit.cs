using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// The habits of pairs by number: how many flows, bytes out, bytes in and destination ports in a window.
/// </summary>
internal static class PairHabit
{
    /// <summary>Flows.</summary>
    public const int Flows = 0;

    /// <summary>Bytes of the client.</summary>
    public const int BytesOut = 1;

    /// <summary>Bytes of the server.</summary>
    public const int BytesIn = 2;

    /// <summary>Distinct destination ports.</summary>
    public const int Ports = 3;

    /// <summary>The least variance of each: bytes of one and the same use differ by a factor of two.</summary>
    public static double[] Floors { get; } = [0.25, 1, 1, 0.25];

    /// <summary>Whether pairs that use one service are alike in it.</summary>
    public static bool IsByService(int habit) => habit != Ports;

    /// <summary>The value of a conversation.</summary>
    public static double Value(int habit, in ConversationTraffic traffic) => HabitModel.Value(habit switch
    {
        Flows => traffic.Flows,
        BytesOut => traffic.BytesOut,
        BytesIn => traffic.BytesIn,
        _ => traffic.Ports,
    });
}
