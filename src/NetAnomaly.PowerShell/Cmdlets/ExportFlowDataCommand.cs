using System.Management.Automation;
using NetAnomaly.Flows.Writing;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Writes flows to a file that can be read again.</summary>
[Cmdlet(VerbsData.Export, "FlowData", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportFlowDataCommand : CancellableCmdlet
{
    private FlowExporter? exporter;
    private FlowInput? input;
    private Action<FlowRecord>? write;
    private string target = "";

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Flows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>What the file should be.</summary>
    [Parameter]
    public FlowExportFormat Format { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands on the file that was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        (input, write) = (new FlowInput(this), Write);
        target = ProviderPaths.Target(this, Path);
        if (this.Agrees(target, $"Write flows as {Format}"))
            Try(() => exporter = new FlowExporter(target, Format, Force));
    }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        Cancellation.ThrowIfCancellationRequested();
        if (exporter is not null) input!.Take(InputObject, write!);
    }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        if (exporter is null) return;
        Try(exporter.Complete);
        if (PassThru) WriteObject(new FileInfo(target));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) exporter?.Dispose();
        base.Dispose(disposing);
    }

    private void Write(FlowRecord flow) => Try(() => exporter!.Write(flow));

    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorFactory.FlowFileNotWritten(cause, target));
        }
    }
}
