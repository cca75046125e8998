namespace NetAnomaly.Models.Devices;

/// <summary>Turns at the random generators that the operations of all threads share, so that trainings side by side stay reproducible.</summary>
internal static class Chance
{
    private static readonly Lock Turn = new();

    /// <summary>Does what draws numbers, from the beginning of a seed's stream; nobody else draws meanwhile.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="draw">What draws.</param>
    /// <param name="device">Where it draws; <see langword="null"/>: on the host.</param>
    public static T Draw<T>(long seed, Func<T> draw, INetworkDevice? device = null)
    {
        lock (Turn)
        {
            (device ?? NetworkDevice.Host).Seed(seed);
            return draw();
        }
    }
}
