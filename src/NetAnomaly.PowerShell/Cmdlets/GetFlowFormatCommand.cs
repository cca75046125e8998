using System.Management.Automation;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Lists the formats that can be read, or says what files are, without reading them.</summary>
[Cmdlet(VerbsCommon.Get, "FlowFormat", DefaultParameterSetName = ListSet)]
[OutputType(typeof(FlowFormat), ParameterSetName = [ListSet])]
[OutputType(typeof(FlowFileFormat), ParameterSetName = [PathSet, LiteralPathSet])]
public sealed class GetFlowFormatCommand : CancellableCmdlet
{
    private const string ListSet = "List";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Names of formats; wildcards are understood.</summary>
    [Parameter(Position = 0, ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(FlowFormatCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files, exactly as named.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Looks at the files in and below directories.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        if (ParameterSetName == ListSet)
        {
            foreach (var name in Name) List(name);
            return;
        }

        var literal = ParameterSetName == LiteralPathSet;
        foreach (var file in FlowPaths.Find(this, literal ? LiteralPath : Path, literal, Recurse, out _, Cancellation))
        {
            Cancellation.ThrowIfCancellationRequested();
            Look(file.Path);
        }
    }

    private void List(string name)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var found = FlowFormats.All.Where(format => pattern.IsMatch(format.Name)).ToArray();
        foreach (var format in found) WriteObject(new FlowFormat(format.Name, format.Description, format.Recognition));
        if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            WriteError(ErrorFactory.NoSuchFormat(name));
    }

    private void Look(string path)
    {
        try
        {
            WriteObject(FlowFile.Describe(path));
        }
        catch (FlowFileException cause)
        {
            WriteError(ErrorFactory.FlowFile(cause));
        }
    }
}
