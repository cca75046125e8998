using NetAnomaly.Core.Tokens;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>The one place where objects are taken for conversations, in whatever form they come.</summary>
/// <param name="flows">Reads their flows.</param>
internal sealed class ConversationReader(FlowReader flows)
{
    /// <summary>Whether an object is a conversation, if anything.</summary>
    public static bool Is(ObjectForm form) => form.Has(nameof(Conversation.WindowStart))
        && form.Has(nameof(Conversation.Schemes)) && form.Has(nameof(Conversation.Flows));

    /// <summary>The conversation that an object is.</summary>
    /// <exception cref="FormException">It is none, or has lost its flows.</exception>
    public Conversation Read(object input)
    {
        var form = new ObjectForm(input);
        if (ObjectForm.Elements(form[nameof(Conversation.Flows)]) is not { Count: > 0 } kept || kept[0] is string)
            throw FormException.Lost(nameof(Conversation.Flows));
        var records = kept.Select(flow => flows.Read(flow ?? "null")).ToArray();
        // Words follow from flows, whatever the form made of them.
        var schemes = Schemes(form);
        var words = schemes.Select(Tokenizer.Of)
            .Select(tokenizer => records.Select(tokenizer.Word).ToArray()).ToArray();
        return new Conversation(
            FormValue.Time(form, nameof(Conversation.WindowStart)),
            FormValue.Span(form, nameof(Conversation.Window)), GroupBy(form), schemes, records, words);
    }

    /// <summary>The same, or what is left of it where the flows were lost on the way.</summary>
    public Conversation Rest(object? input, ObjectForm result)
    {
        if (input is Conversation live) return live;
        var form = new ObjectForm(input ?? "");
        if (Is(form) && ObjectForm.Elements(form[nameof(Conversation.Flows)]) is { Count: > 0 } kept
            && kept[0] is not string) return Read(input!);
        // A text is longer than any window, and has none.
        var window = result.Has(nameof(AnomalyResult.Window)) ? FormValue.Span(result, nameof(AnomalyResult.Window))
            : Is(form) ? FormValue.Span(form, nameof(Conversation.Window))
            : throw FormException.Lost(nameof(AnomalyResult.Sequence));
        var source = FormValue.Text(result[nameof(AnomalyResult.SourceAddress)]);
        var destination = FormValue.Text(result[nameof(AnomalyResult.DestinationAddress)]);
        var groupBy = Is(form) ? GroupBy(form)
            : source is null ? FlowGrouping.Destination
            : destination is null ? FlowGrouping.Source
            : FlowGrouping.Dyad;
        return Conversation.WithoutFlows(
            FormValue.Time(result, nameof(AnomalyResult.WindowStart)), window, groupBy, source, destination);
    }

    private static FlowGrouping GroupBy(ObjectForm form) =>
        FormValue.Choice<FlowGrouping>(form[nameof(Conversation.GroupBy)])
            ?? throw FormException.Value(
                nameof(Conversation.GroupBy), form[nameof(Conversation.GroupBy)], "is no way to group flows");

    private static TokenScheme[] Schemes(ObjectForm form) =>
        [
            .. (ObjectForm.Elements(form[nameof(Conversation.Schemes)])
                ?? FormValue.Texts(form, nameof(Conversation.Schemes)))
            .Select(scheme => FormValue.Choice<TokenScheme>(scheme)
                ?? throw FormException.Value(nameof(Conversation.Schemes), scheme, "has none that is known")),
        ];
}
