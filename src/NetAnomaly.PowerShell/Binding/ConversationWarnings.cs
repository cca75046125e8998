using System.Management.Automation;
using NetAnomaly.Internal;
namespace NetAnomaly.PowerShell.Binding;

/// <summary>Tells users when the order of their flows may have cut conversations in two.</summary>
internal static class ConversationWarnings
{
    public static void Write(PSCmdlet cmdlet, long lateFlows, long earlyWindows)
    {
        if (lateFlows > 0)
        {
            cmdlet.Warn(CountedText.Of(
                lateFlows,
                "flow|flows came after its|their conversation's window had been handed on; it|they stands|stand in "
                    + "conversations of its|their own. Give files in order of time, or sort flows by Start."));
        }

        if (earlyWindows > 0)
        {
            cmdlet.Warn(CountedText.Of(
                earlyWindows,
                "window|windows held so many flows that it|they was|were handed on early; its|their conversations may "
                    + "be cut. A shorter window avoids that."));
        }
    }
}
