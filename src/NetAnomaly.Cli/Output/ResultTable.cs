using System.Globalization;
using Spectre.Console;

namespace NetAnomaly.Cli.Output;

/// <summary>Shows the strangest anomalies of a scan as a table.</summary>
internal static class ResultTable
{
    public static void Write(ScanTally tally)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Window (UTC)", "Conversation", "Flows", "Score", "p", "Why");
        table.Columns[2].RightAligned();
        table.Columns[3].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var result in tally.Strangest)
        {
            table.AddRow(
                result.WindowStart.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture),
                Markup.Escape($"{result.SourceAddress ?? "*"} - {result.DestinationAddress ?? "*"}"),
                result.FlowCount.ToString("N0", CultureInfo.InvariantCulture),
                result.Score.ToString("0.00", CultureInfo.InvariantCulture),
                result.PValue.ToString("0.#####", CultureInfo.InvariantCulture),
                Markup.Escape(result.Labels.Count == 0 ? result.Reason : $"{result.Reason} [{string.Join(", ", result.Labels)}]"));
        }

        if (tally.Anomalies > 0) AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Anomalies:N0} of {tally.Conversations:N0} conversations are anomalous."));
    }
}
