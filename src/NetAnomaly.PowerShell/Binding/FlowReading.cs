using System.Collections;
using System.Management.Automation;
using NetAnomaly.Flows;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// From -Format, -ColumnMap, -TimeFormat, -TimeZone, -Culture, -After and -Before to the options of a reader.
/// </summary>
internal static class FlowReading
{
    /// <summary>The options; ends the cmdlet where they make no sense.</summary>
    public static FlowReadOptions Options(
        PSCmdlet cmdlet, string? format, IDictionary? columnMap, DateTime? after = null, DateTime? before = null)
    {
        try
        {
            return new FlowReadOptions
            {
                Format = format, Columns = columnMap is null
                    ? null
                    : ColumnMap.FromDictionary(columnMap), After = after, Before = before,
                Text = cmdlet is ITextParameters text
                    ? new FlowTextOptions
                    {
                        TimeFormats = text.TimeFormat, TimeZone = text.TimeZone, Culture = text.Culture,
                    }
                    : FlowTextOptions.Default,
            };
        }
        catch (ArgumentException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.ColumnMap(cause, columnMap));
            throw;
        }
    }
}
