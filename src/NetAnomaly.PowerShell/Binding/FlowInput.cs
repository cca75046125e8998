using System.Collections;
using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// What a cmdlet is given for flows, or for flows and conversations: each of a list, read in whatever form it comes.
/// What is neither is an error, and the next one is taken.
/// </summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class FlowInput(Cmdlet cmdlet)
{
    private readonly FlowReader flows = new();

    /// <summary>Takes flows.</summary>
    /// <param name="input">One, or a list: one that is given by name is one input.</param>
    /// <param name="take">Takes one; kept by the caller, so that none is made for each of millions.</param>
    public void Take(object? input, Action<FlowRecord> take)
    {
        var bare = ObjectForm.Bare(input);
        if (bare is FlowRecord flow) take(flow);
        else if (bare is IList list) foreach (var item in list) TakeOne(item, take, null);
        else TakeOne(bare, take, null);
    }

    /// <summary>Takes flows and conversations.</summary>
    public void Take(object? input, Action<FlowRecord> take, Action<Conversation> takeConversation)
    {
        var bare = ObjectForm.Bare(input);
        if (bare is FlowRecord flow) take(flow);
        else if (bare is IList list) foreach (var item in list) TakeOne(item, take, takeConversation);
        else TakeOne(bare, take, takeConversation);
    }

    private void TakeOne(object? item, Action<FlowRecord> take, Action<Conversation>? takeConversation)
    {
        var input = ObjectForm.Bare(item) ?? "null";
        FlowRecord? flow = null;
        Conversation? conversation = null;
        try
        {
            if (takeConversation is null || !TryConversation(input, out conversation)) flow = flows.Read(input);
        }
        catch (FormException cause)
        {
            cmdlet.WriteError(ErrorFactory.NotFlows(cause, input, takeConversation is not null));
            return;
        }

        if (flow is not null) take(flow);
        else takeConversation!(conversation!);
    }

    private bool TryConversation(object input, out Conversation? conversation)
    {
        conversation = input as Conversation;
        if (conversation is { FlowCount: 0 }) throw FormException.Lost(nameof(Conversation.Flows));
        if (conversation is not null) return true;
        if (input is FlowRecord || !ConversationReader.Is(new ObjectForm(input))) return false;
        conversation = new ConversationReader(flows).Read(input);
        return true;
    }
}
