using System.Globalization;

namespace NetAnomaly.Flows;

/// <summary>The errors of reading a file of flows, each with its place and its remedy.</summary>
internal static class FlowFileErrors
{
    public static FlowFileException NotFound(string path, Exception cause) => new(
        FlowFileFault.NotFound, path, 0, $"{path}: there is no such file.",
        "Check the path; wildcards are for -Path, exact names for -LiteralPath.", cause);

    public static FlowFileException IsDirectory(string path) => new(
        FlowFileFault.IsDirectory, path, 0, $"{path}: this is a directory, not a file.",
        "Name the files in it, for instance with a wildcard: directory/*.binetflow.");

    public static FlowFileException NotAFile(string path) => new(
        FlowFileFault.NotAFile, path, 0, $"{path}: this is a device, a pipe or a socket, not a file.",
        "Write what comes out of it to a file first, and read that.");

    public static FlowFileException AccessDenied(string path, Exception cause) => new(
        FlowFileFault.AccessDenied, path, 0, $"{path}: the file cannot be opened: {cause.Message}",
        "Check the file's permissions, and that no other program has locked it.", cause);

    public static FlowFileException Empty(string path) => new(
        FlowFileFault.Empty, path, 0, $"{path}: the file is empty.",
        "Check the export that writes it; a flow export has at least a header line.");

    public static FlowFileException MissingColumn(string path, long line, string what, string remedy) => new(
        FlowFileFault.MissingColumn, path, line, $"{Place(path, line)}: {what}", remedy);

    public static FlowFileException TooLarge(string path, string what) => new(
        FlowFileFault.TooLarge, path, 0, $"{path}: {what}",
        "If the file is what it should be, unpack it first; an archive that grows like this is mostly an attack.");

    public static FlowFileException Encrypted(string path) => new(
        FlowFileFault.Encrypted, path, 0, $"{path}: this member of the archive is encrypted.",
        "Unpack the archive with its password first, and read what comes out.");

    public static FlowFileException NestedArchive(string path, string kind) => new(
        FlowFileFault.NestedArchive, path, 0, $"{path}: this is a {kind} archive within an archive.",
        "Unpack the outer one first, and read what comes out.");

    /// <summary>An archive, a document or a disk that ends or fails where more should come.</summary>
    public static FlowFileException Broken(FlowFileFault fault, string path, long line, Exception cause) => fault switch
    {
        FlowFileFault.Truncated => new(
            fault, path, line, $"{Place(path, line)}: the file breaks off here; the flows before are good.",
            "Fetch or write the file again: it was cut short, or is still being written.", cause),
        _ => new(
            fault, path, line, $"{Place(path, line)}: the file is damaged here: {cause.Message}",
            "Fetch or write the file again; the flows before the damage are good.", cause),
    };

    /// <summary>The same error, once the line is known.</summary>
    public static Exception AtLine(IOException error, string path, long line) => error switch
    {
        FlowFileException { Line: 0, InnerException: { } cause, Fault: var fault } => Broken(fault, path, line, cause),
        FlowFileException known => known,
        _ => Broken(FlowFileFault.Malformed, path, line, error),
    };

    private static string Place(string path, long line) =>
        line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{path}:{line}") : path;
}
