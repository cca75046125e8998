using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Flows.Mapping;
using NetAnomaly.Internal;
namespace NetAnomaly.PowerShell.Binding;

/// <summary>Renames the flows of a cmdlet by its -HostMap, and says at the end what came of it.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="value">What -HostMap was given.</param>
internal sealed class HostRenaming(PSCmdlet cmdlet, object value)
{
    private readonly HostRenamer renamer = new(HostMapArgument.Read(cmdlet, value));
    private long passedOver;

    /// <summary>The flow as training would have known it.</summary>
    public FlowRecord Rename(FlowRecord flow) => renamer.Rename(flow);

    /// <summary>Counts a conversation that came ready-made: its flows stay as they are.</summary>
    public void PassOver(Conversation conversation) => passedOver += conversation.Flows.Count;

    /// <summary>Says what came of it.</summary>
    public void Report()
    {
        cmdlet.Explain(string.Create(
            CultureInfo.InvariantCulture,
            $"{renamer.Renamed:N0} of {CountedText.Of(renamer.Flows, "flow|flows")} "
                + $"{CountedText.Form(renamer.Renamed, "was|were")} renamed by -HostMap."));
        if (renamer.Warning is { } warning) cmdlet.Warn(warning);
        if (passedOver > 0)
            cmdlet.Warn(
                "Conversations that come ready-made are not renamed by -HostMap: give flows, or rename them in "
                    + "Import-FlowData -HostMap.");
    }
}
