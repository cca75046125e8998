using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Engines;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// A cmdlet that puts conversations before a model: those it is given, and those it makes, as the model wants them, of
/// flows that it is given or reads from files.
/// </summary>
public abstract class ConversationCmdlet : CancellableCmdlet, ITextParameters
{
    /// <summary>The parameter set of <see cref="InputObject"/>.</summary>
    protected const string InputSet = "Input";

    /// <summary>The parameter set of <see cref="Path"/>.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set of <see cref="LiteralPath"/>.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    private ModelSpec? spec;
    private ConversationBuilder? builder;
    private FlowFileSource? files;
    private FlowInput? input;
    private Action<FlowRecord>? takeFlow;
    private Action<Conversation>? takeConversation;
    private int missing;

    /// <summary>Flows or conversations.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Files of flows; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files of flows, exactly as named.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The files' format; recognised from the content where it is not given.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ArgumentCompleter(typeof(FlowFormatCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Format { get; set; }

    /// <summary>For CSV files: which column holds what.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNull]
    public Hashtable? ColumnMap { get; set; }

    /// <summary>The forms of times, where they are neither ISO 8601 nor units since 1970.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    public string[]? TimeFormat { get; set; }

    /// <summary>The zone of times that name none; UTC where it is not given.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [TimeZoneArgument]
    [ValidateNotNull]
    public TimeZoneInfo? TimeZone { get; set; }

    /// <summary>Whose numbers and dates the files have: a decimal comma, the day first.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNull]
    public CultureInfo? Culture { get; set; }

    /// <summary>Flows in the files that began before this are left out.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public DateTime? After { get; set; }

    /// <summary>Flows in the files that began at this or later are left out.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public DateTime? Before { get; set; }

    /// <summary>Reads the files in and below directories.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>What computes a network.</summary>
    [Parameter]
    public EngineName Engine { get; set; }

    /// <summary>What it computes on: Auto, Cpu, Cuda or cuda:N.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Device { get; set; } = "Auto";

    /// <summary>The numbers that a network computes with.</summary>
    [Parameter]
    public EnginePrecision Precision { get; set; }

    /// <summary>Flows taken so far, those in conversations that came ready-made left out.</summary>
    protected long FlowsTaken { get; private set; }

    /// <summary>Files that were named and could not be read, or not to their end.</summary>
    protected int FilesFailed => missing + (files?.Failed ?? 0);

    /// <summary>Whether more input cannot change the outcome any more.</summary>
    protected virtual bool IsDone => false;

    /// <summary>The engine that is asked for; ends the cmdlet where that makes no sense.</summary>
    private protected EngineRequest RequestEngine() => EngineParameters.Request(this, Engine, Device, Precision);

    /// <summary>Opens the model; called before the first input.</summary>
    /// <returns>What the model wants its conversations to be.</returns>
    protected abstract ModelSpec OpenModel();

    /// <summary>Takes a conversation.</summary>
    protected abstract void Process(Conversation conversation);

    /// <summary>
    /// Takes a flow; by default it becomes part of a conversation, which is taken when it is complete.
    /// </summary>
    protected virtual void TakeFlow(FlowRecord flow) => TakeCompleted(Builder.Add(flow));

    /// <summary>After the last flow.</summary>
    protected virtual void CompleteFlows()
    {
        TakeCompleted(Builder.Complete());
        ConversationWarnings.Write(this, Builder.LateFlows, Builder.EarlyWindows);
    }

    /// <summary>After the last conversation.</summary>
    protected abstract void OnComplete();

    private ConversationBuilder Builder => builder ??= new ConversationBuilder(ConversationOptions.Of(spec!));

    /// <inheritdoc/>
    protected sealed override void OnBegin()
    {
        spec = OpenModel();
        (input, takeFlow, takeConversation) = (new FlowInput(this), Accept, Accept);
        if (ParameterSetName != InputSet)
            files = new FlowFileSource(
                this, FlowReading.Options(this, Format, ColumnMap, After, Before), null, Cancellation);
    }

    /// <inheritdoc/>
    protected sealed override void OnRecord()
    {
        if (ParameterSetName == InputSet)
        {
            input!.Take(InputObject, takeFlow!, takeConversation!);
            return;
        }

        var literal = ParameterSetName == LiteralPathSet;
        var found = FlowPaths.Find(this, literal ? LiteralPath : Path, literal, Recurse, out var none, Cancellation);
        missing += none;
        TakeFiles(found);
    }

    /// <inheritdoc/>
    protected sealed override void OnEnd()
    {
        if (!IsDone)
        {
            CompleteFlows();
        }

        OnComplete();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) files?.Dispose();
        base.Dispose(disposing);
    }

    private void TakeFiles(IReadOnlyList<FoundFile> found)
    {
        if (IsDone) return;
        foreach (var flow in files!.Read(found))
        {
            Accept(flow);
            if (IsDone) return;
        }
    }

    private void Accept(FlowRecord flow)
    {
        if (IsDone) return;
        FlowsTaken++;
        TakeFlow(flow);
    }

    private void Accept(Conversation conversation)
    {
        if (!IsDone) Process(conversation);
    }

    private void TakeCompleted(IReadOnlyList<Conversation> completed)
    {
        foreach (var conversation in completed) Process(conversation);
    }
}
