namespace NetAnomaly.Models.Devices;

/// <summary>Does work again that a flaw of the engine has hit at random.</summary>
internal static class TransientRetry
{
    private const int Most = 3;

    /// <summary>Does the work.</summary>
    /// <param name="device">Knows which errors come at random.</param>
    /// <param name="work">The work; what it has begun when it fails is done again.</param>
    public static T Of<T>(IDevice device, Func<T> work)
    {
        for (var left = Most - 1; ; left--)
        {
            try
            {
                return work();
            }
            catch (Exception error) when (left > 0 && device.IsTransient(error))
            {
                // The same once more.
            }
        }
    }

    /// <summary>Does the work.</summary>
    /// <param name="device">Knows which errors come at random.</param>
    /// <param name="work">The work; what it has begun when it fails is done again.</param>
    public static void Of(IDevice device, Action work) => Of(device, () =>
    {
        work();
        return true;
    });
}
