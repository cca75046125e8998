namespace NetAnomaly.Core.Features;

/// <summary>Everything a <see cref="FeatureMap"/> learned, as plain data for a model file.</summary>
/// <param name="Schema">What the layout of the columns is called; for messages.</param>
/// <param name="Rows">How many rows it was fitted on.</param>
/// <param name="Clip">Scaled numbers are cut at plus and minus this.</param>
/// <param name="Numbers">The columns of numbers that are used.</param>
/// <param name="Categories">The columns of categories that are used.</param>
internal sealed record FeatureMapState(
    string Schema, long Rows, double Clip, IReadOnlyList<NumberColumnState> Numbers,
    IReadOnlyList<CategoryColumnState> Categories);

/// <summary>What was learned about a column of numbers.</summary>
/// <param name="Name">The column.</param>
/// <param name="Median">Median of sign(x)·ln(1 + |x|) over the numbers that are there.</param>
/// <param name="Scale">Interquartile range of the same, or its standard deviation where that range is zero; 0 where
/// only presence counts.</param>
/// <param name="MissingShare">Share of rows that lack the number (or hold an infinite one); above 0 the column has an
/// indicator.</param>
/// <param name="Quantiles">Quantiles of the same at the shares of <see cref="Levels"/>, from least to greatest; for
/// telling how unusual a number is.</param>
internal sealed record NumberColumnState(
    string Name, double Median, double Scale, double MissingShare, IReadOnlyList<double> Quantiles)
{
    /// <summary>
    /// The shares at which <see cref="Quantiles"/> are taken: close together where it matters, at both ends.
    /// </summary>
    public static IReadOnlyList<double> Levels { get; } =
    [
        0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1,
    ];
}

/// <summary>What was learned about a column of categories.</summary>
/// <param name="Name">The column.</param>
/// <param name="Values">The values that are told apart, most frequent first; the empty one is a missing
/// category.</param>
/// <param name="Shares">The share of rows that held each value.</param>
/// <param name="OtherShare">The share of rows that held a value beyond these.</param>
internal sealed record CategoryColumnState(
    string Name, IReadOnlyList<string> Values, IReadOnlyList<double> Shares, double OtherShare);
