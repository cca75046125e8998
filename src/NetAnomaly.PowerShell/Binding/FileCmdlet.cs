using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>A cmdlet that is given files, with wildcards or literally, as arguments or through the pipeline.</summary>
public abstract class FileCmdlet : CancellableCmdlet
{
    /// <summary>The parameter set of <see cref="Path"/>.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set of <see cref="LiteralPath"/>.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>Files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files, exactly as named.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Does the work for one file, given by its path in the file system.</summary>
    protected abstract void ProcessFile(string path);

    /// <summary>Does the work for the files of one input; by default one by one.</summary>
    /// <param name="paths">What was given.</param>
    /// <param name="literal">Whether that has no wildcards.</param>
    protected virtual void ProcessPaths(IReadOnlyList<string> paths, bool literal)
    {
        foreach (var path in paths)
        {
            foreach (var file in ProviderPaths.Find(this, path, literal))
            {
                Cancellation.ThrowIfCancellationRequested();
                ProcessFile(file);
            }
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnRecord()
    {
        var literal = ParameterSetName == LiteralPathSet;
        ProcessPaths(literal ? LiteralPath : Path, literal);
    }
}
