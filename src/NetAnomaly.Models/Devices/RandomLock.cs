namespace NetAnomaly.Models.Devices;

/// <summary>
/// Turns at the random generators that the operations of all threads share, so that trainings side by side stay
/// reproducible.
/// </summary>
internal static class RandomLock
{
    private static readonly Lock Turn = new();

    /// <summary>Does what draws numbers, from the beginning of a seed's stream; nobody else draws meanwhile.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="draw">What draws.</param>
    /// <param name="device">Where it draws; <see langword="null"/>: on the host.</param>
    public static T Run<T>(long seed, Func<T> draw, IDevice? device = null)
    {
        lock (Turn)
        {
            (device ?? HostDevice.Instance).Seed(seed);
            return draw();
        }
    }
}
