using NetAnomaly.Models.Engines;

namespace NetAnomaly.Models.LanguageModels;

/// <summary>Does work on many things at once, and where memory runs out on half of them at a time.</summary>
internal static class Halving
{
    /// <summary>Does the work.</summary>
    /// <param name="device">Knows when memory has run out.</param>
    /// <param name="members">What to work on.</param>
    /// <param name="work">The work; it must leave nothing half done when it fails.</param>
    /// <returns>Whether all went at once.</returns>
    public static bool Run<T>(INetworkDevice device, T[] members, Action<T[]> work)
    {
        try
        {
            work(members);
            return true;
        }
        catch (Exception error) when (device.IsOutOfMemory(error) && members.Length > 1)
        {
            // Goes on below, when what the failed work held is free.
        }

        Run(device, members[..(members.Length / 2)], work);
        Run(device, members[(members.Length / 2)..], work);
        return false;
    }
}
