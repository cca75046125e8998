using System.Diagnostics.CodeAnalysis;

namespace NetAnomaly.Core.Features;

/// <summary>Checks a state that comes from a file before anything is built on it.</summary>
internal static class FeatureMapRules
{
    // Far beyond any export, and small enough that a damaged file cannot ask for much memory.
    private const int MostColumns = 10_000;
    private const int MostValues = 10_000;
    private const long MostWidth = 1_000_000;

    /// <summary>The state, its lists copied.</summary>
    /// <exception cref="InvalidDataException">Something in it cannot be.</exception>
    public static FeatureMapState Checked(FeatureMapState state)
    {
        Require(!string.IsNullOrWhiteSpace(state.Schema), "it does not name its layout");
        Require(state.Rows > 0, "it was fitted on no row");
        Require(double.IsFinite(state.Clip) && state.Clip > 0, "its clip is no positive number");
        Require(state.Numbers is not null && state.Categories is not null, "it lacks its columns");
        Require(
            state.Numbers.Count + state.Categories.Count is > 0 and <= MostColumns, "it has no column, or too many");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var width = 0L;
        foreach (var column in state.Numbers) width += Check(column, names);
        foreach (var column in state.Categories) width += Check(column, names);
        Require(width <= MostWidth, "it is too wide");
        return state with
        {
            Numbers = [.. state.Numbers.Select(column => column with { Quantiles = [.. column.Quantiles] })],
            Categories =
            [
                .. state.Categories.Select(
                    column => column with { Values = [.. column.Values], Shares = [.. column.Shares] }),
            ],
        };
    }

    private static int Check(NumberColumnState? column, HashSet<string> names)
    {
        Require(
            column is not null && !string.IsNullOrWhiteSpace(column.Name)
                && names.Add(column.Name), "a column has no name, or one that comes twice");
        Require(double.IsFinite(column.Median), $"the median of '{column.Name}' is no number");
        Require(
            double.IsFinite(column.Scale) && column.Scale >= 0, $"the scale of '{column.Name}' is no number from 0");
        Require(column.MissingShare is >= 0 and <= 1, $"the share of '{column.Name}' is not within 0 and 1");
        Require(
            column.Quantiles is not null
                && column.Quantiles.Count == NumberColumnState.Levels.Count,
                $"the column '{column.Name}' has not one quantile per level");
        Require(
            column.Quantiles.All(double.IsFinite)
                && column.Quantiles.SequenceEqual(column.Quantiles.Order()),
                $"the quantiles of '{column.Name}' are not in order");
        Require(column.Scale > 0 || column.MissingShare > 0, $"the column '{column.Name}' says nothing");
        return (column.Scale > 0 ? 1 : 0) + (column.MissingShare > 0 ? 1 : 0);
    }

    private static int Check(CategoryColumnState? column, HashSet<string> names)
    {
        Require(
            column is not null && !string.IsNullOrWhiteSpace(column.Name)
                && names.Add(column.Name), "a column has no name, or one that comes twice");
        Require(column.Values is not null && column.Shares is not null, $"the column '{column.Name}' lacks its values");
        Require(column.Values.Count is > 0 and <= MostValues, $"the column '{column.Name}' has no value, or too many");
        Require(column.Shares.Count == column.Values.Count, $"the column '{column.Name}' has not one share per value");
        Require(
            column.Shares.All(share => share is >= 0 and <= 1)
                && column.OtherShare is >= 0 and <= 1, $"a share of '{column.Name}' is not within 0 and 1");
        var values = new HashSet<string>(StringComparer.Ordinal);
        Require(
            column.Values.All(value => value is not null && values.Add(value)),
            $"a value of '{column.Name}' is missing or comes twice");
        return column.Values.Count + 1;
    }

    private static void Require([DoesNotReturnIf(false)] bool condition, string otherwise)
    {
        if (!condition) throw new InvalidDataException($"The feature map is damaged: {otherwise}.");
    }
}
