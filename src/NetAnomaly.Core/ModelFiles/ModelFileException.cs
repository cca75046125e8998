using NetAnomaly.Internal;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>A model file that cannot be read or written.</summary>
internal sealed class ModelFileException : IOException
{
    /// <summary>Makes the error.</summary>
    /// <param name="path">The file.</param>
    /// <param name="message">What is wrong, naming the file.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="cause">The error beneath, if any.</param>
    public ModelFileException(string path, string message, string remedy, Exception? cause = null)
        : base(VisibleText.Of(message), VisibleText.Of(cause))
    {
        Path = path;
        Remedy = VisibleText.Of(remedy);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
