namespace NetAnomaly;

/// <summary>
/// How far the p-values of one day are from those of normal traffic, of which one in a hundred is .01 or less.
/// Immutable.
/// </summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Conversations">Its conversations that have a p-value.</param>
/// <param name="Strange">Those with a p-value of at most <see cref="StrangePValue"/>.</param>
/// <param name="Widespread">Those of them that are left without the few hosts that have the most: one attacker is no
/// drift.</param>
public sealed record DailyDrift(DateTime Day, long Conversations, long Strange, long Widespread)
{
    /// <summary>The p-value up to which a conversation counts as strange here.</summary>
    public const double StrangePValue = 0.01;

    /// <summary>The share of <see cref="Strange"/>, 0 to 1; 0.01 is expected.</summary>
    public double StrangeShare => Share(Strange);

    /// <summary>The share of <see cref="Widespread"/>, 0 to 1.</summary>
    public double WidespreadShare => Share(Widespread);

    private double Share(long part) => Conversations == 0 ? 0 : (double)part / Conversations;
}
