namespace NetAnomaly.Models.Networks;

/// <summary>Turns at the one random generator that the operations of all threads share, so that trainings side by side stay reproducible.</summary>
internal static class Chance
{
    private static readonly Lock Turn = new();

    /// <summary>Does what draws numbers, from the beginning of a seed's stream; nobody else draws meanwhile.</summary>
    public static T Draw<T>(long seed, Func<T> draw)
    {
        lock (Turn)
        {
            manual_seed(seed);
            return draw();
        }
    }
}
