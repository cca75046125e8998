using System.Globalization;
using NetAnomaly.Internal;
using Spectre.Console;

namespace NetAnomaly.Cli.Output;

/// <summary>Shows results as a table.</summary>
internal static class ResultTable
{
    // A file or pipe has no width of its own; the reasons need some.
    private const int RedirectedWidth = 160;

    /// <summary>Shows the strangest anomalies of a scan and how many there are.</summary>
    public static void Write(ScanTally tally)
    {
        if (tally.Anomalies > 0) Write(tally.Strangest);
        Terminal.Output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{tally.Anomalies:N0} of {CountedText.Of(tally.Conversations, "conversation|conversations")} "
                    + $"{CountedText.Form(tally.Anomalies, "is|are")} anomalous."));
    }

    /// <summary>Shows some results in the order given.</summary>
    public static void Write(IEnumerable<AnomalyResult> results)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = RedirectedWidth;
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "Window (UTC)", "Conversation", "Flows", "Score", "p", "Why", "Labels");
        table.Columns[2].RightAligned();
        table.Columns[3].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var result in results)
        {
            table.AddRow(
                result.WindowStart.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
                Cell(
                    $"{Host(result.SourceAddress, result.ObservedSourceAddress)} - "
                        + $"{Host(result.DestinationAddress, result.ObservedDestinationAddress)}"),
                result.FlowCount.ToString("N0", CultureInfo.InvariantCulture),
                result.Score.ToString("0.00", CultureInfo.InvariantCulture),
                result.PValue.ToString("0.#####", CultureInfo.InvariantCulture),
                Cell(result.Reason),
                Cell(string.Join(", ", result.Labels)));
        }

        AnsiConsole.Write(table);
    }

    private static string Cell(string text) => Markup.Escape(VisibleText.Of(text));

    private static string Host(string? address, string? observed) =>
        (address ?? "*") + (observed is null ? "" : $" (seen as {observed})");
}
