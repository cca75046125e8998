using NetAnomaly.Core.Engines;

namespace NetAnomaly.Models.Devices;

/// <summary>Does work on many things at once, and where memory runs out on half of them at a time.</summary>
internal static class BatchSplitter
{
    /// <summary>Does the work.</summary>
    /// <param name="device">Knows when memory has run out.</param>
    /// <param name="members">What to work on.</param>
    /// <param name="work">The work; it must leave nothing half done when it fails.</param>
    /// <returns>Whether all went at once.</returns>
    /// <exception cref="EngineException">Memory ran out with one of them alone.</exception>
    public static bool Run<T>(IDevice device, T[] members, Action<T[]> work)
    {
        try
        {
            TransientRetry.Of(device, () => work(members));
            return true;
        }
        catch (Exception error) when (device.IsOutOfMemory(error))
        {
            // Goes on below, when what the failed work held is free.
            if (members.Length <= 1) throw MemoryFault.Of("one piece of a conversation alone", error);
        }

        Run(device, members[..(members.Length / 2)], work);
        Run(device, members[(members.Length / 2)..], work);
        return false;
    }

    /// <summary>Does work on rows that lie side by side, in parts.</summary>
    /// <param name="device">Knows when memory has run out.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="most">How many to work on at once.</param>
    /// <param name="work">The work, given the first row and how many; what it has begun when it fails is done
    /// again.</param>
    /// <returns>How many went at once.</returns>
    /// <exception cref="EngineException">Memory ran out with one row alone.</exception>
    public static int RunRows(IDevice device, int rows, int most, Action<int, int> work)
    {
        for (var from = 0; from < rows;)
        {
            var count = Math.Min(most, rows - from);
            try
            {
                var first = from;
                TransientRetry.Of(device, () => work(first, count));
                from += count;
            }
            catch (Exception error) when (device.IsOutOfMemory(error))
            {
                most = count > 1 ? (count + 1) / 2 : throw MemoryFault.Of("one row alone", error);
            }
        }

        return most;
    }
}
