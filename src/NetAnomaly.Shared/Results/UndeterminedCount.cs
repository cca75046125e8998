namespace NetAnomaly;

/// <summary>How many conversations of a scan could not be judged for one reason.</summary>
/// <param name="Why">The reason, such as <see cref="Verdict.OutOfReach"/>.</param>
/// <param name="Conversations">How many.</param>
public sealed record UndeterminedCount(string Why, long Conversations)
{
    /// <summary>The reason with the number.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Why}: {Conversations:N0}");
}
