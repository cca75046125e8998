using System.Management.Automation;
using NetAnomaly.Core.Conversations;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Gathers flows into conversations and turns each flow into a word.</summary>
[Cmdlet(VerbsData.ConvertTo, "FlowToken", DefaultParameterSetName = OptionsSet)]
[OutputType(typeof(Conversation))]
public sealed class ConvertToFlowTokenCommand : CancellableCmdlet
{
    private const string OptionsSet = "Options";
    private const string ModelSet = "Model";

    private ConversationBuilder? builder;
    private FlowInput? input;
    private Action<FlowRecord>? take;

    /// <summary>The flows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>How a flow becomes a word; several make a factored word.</summary>
    [Parameter(Position = 0, ParameterSetName = OptionsSet)]
    [ValidateNotNullOrEmpty]
    public TokenScheme[] Scheme { get; set; } = [TokenScheme.ProtoByte];

    /// <summary>Which flows belong to one conversation.</summary>
    [Parameter(ParameterSetName = OptionsSet)]
    public FlowGrouping GroupBy { get; set; } = FlowGrouping.Dyad;

    /// <summary>Length of a conversation's window: one minute to a day, a divisor of a day.</summary>
    [Parameter(ParameterSetName = OptionsSet)]
    public TimeSpan? Window { get; set; }

    /// <summary>Length of a conversation's window in hours.</summary>
    [Parameter(ParameterSetName = OptionsSet)]
    [ValidateSet("1", "2", "3", "4", "6", "8", "12", "24")]
    public int? WindowHours { get; set; }

    /// <summary>Takes all of these from a model, so that the conversations fit it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ModelSet)]
    [ValidateNotNull]
    public ModelSource? Model { get; set; }

    /// <summary>How far behind the latest start time a flow may come and still find its conversation open.</summary>
    [Parameter]
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        (input, take) = (new FlowInput(this), flow => Write(builder!.Add(flow)));
        var options = Model is null
            ? new ConversationOptions
            {
                Schemes = Scheme, GroupBy = GroupBy, Window = WindowParameters.Length(this, Window, WindowHours)
                    ?? TimeSpan.FromHours(1),
            }
            : ConversationOptions.Of(ModelLoader.Describe(this, Model).Spec);
        try
        {
            builder = new ConversationBuilder(options with { Tolerance = Tolerance });
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.ModelOption(cause, Scheme));
        }
    }

    /// <inheritdoc/>
    protected override void OnRecord() => input!.Take(InputObject, take!);

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        Write(builder!.Complete());
        ConversationWarnings.Write(this, builder.LateFlows, builder.EarlyWindows);
    }

    private void Write(IReadOnlyList<Conversation> conversations)
    {
        foreach (var conversation in conversations) WriteObject(conversation);
    }
}
