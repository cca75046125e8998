namespace NetAnomaly.Operations.Inputs;

/// <summary>A file is another than when it was read first: somebody writes to it.</summary>
/// <param name="path">The file.</param>
internal sealed class ChangedFileException(string path) : IOException($"'{path}' changed while it was read.")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
