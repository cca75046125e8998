using System.Globalization;
using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Tells users when the order of their flows may have cut conversations in two.</summary>
internal static class ConversationWarnings
{
    public static void Write(PSCmdlet cmdlet, long lateFlows, long earlyWindows)
    {
        if (lateFlows > 0)
        {
            cmdlet.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"{lateFlows:N0} flows came after their conversation's window had been handed on; they stand in "
                    + $"conversations of their own. Give files in order of time, or sort flows by Start."));
        }

        if (earlyWindows > 0)
        {
            cmdlet.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"{earlyWindows:N0} windows held so many flows that they were handed on early; their conversations "
                    + $"may be cut. A shorter window avoids that."));
        }
    }
}
