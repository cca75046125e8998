using System.Collections;
using System.Management.Automation;
using NetAnomaly.Flows;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>From -Format, -ColumnMap, -After and -Before to the options of a reader.</summary>
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
            };
        }
        catch (ArgumentException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.ColumnMap(cause, columnMap));
            throw;
        }
    }
}
