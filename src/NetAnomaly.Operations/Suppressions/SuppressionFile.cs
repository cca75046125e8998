using System.Text;
using NetAnomaly.Core.Weights;
using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>Reads and writes files of suppressions.</summary>
internal static class SuppressionFile
{
    private const long MaxBytes = 64L << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mustExist">Whether it is an error that there is none; otherwise that is a file of none.</param>
    /// <exception cref="IOException">It cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="InvalidDataException">It is no text in UTF-8, or far too large.</exception>
    public static SuppressionDocument Read(string path, bool mustExist = true)
    {
        try
        {
            SystemFile.RefuseSpecial(path);
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
                throw new InvalidDataException($"{path}: this is larger than any file of suppressions.");
            return SuppressionDocument.Parse(Utf8.GetString(File.ReadAllBytes(path)), path);
        }
        catch (Exception cause) when (!mustExist && (cause is FileNotFoundException or DirectoryNotFoundException))
        {
            return SuppressionDocument.Parse("", path);
        }
        catch (ArgumentException cause)
        {
            throw new InvalidDataException($"{path}: this is no text in UTF-8.", cause);
        }
    }

    /// <summary>Writes a file as a whole or not at all; one that is there keeps its mode and owner.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, SuppressionDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        AtomicFile.Write(path, overwrite: true, stream => stream.Write(Utf8.GetBytes(document.ToString())));
    }
}
