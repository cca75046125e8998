using NetAnomaly.Flows.Content;

namespace NetAnomaly.Flows.Files;

/// <summary>The errors of choosing a format, each with its remedy.</summary>
internal static class FormatErrors
{
    public static FlowFileException UnknownContent(string path, ReadOnlySpan<byte> head) =>
        ForeignContent.Identify(head) is { } foreign
            ? new(
                FlowFileFault.UnknownFormat, path, 0, $"{path}: this is {foreign.What}, not a flow export.",
                foreign.Remedy)
            : new(
                FlowFileFault.UnknownFormat,
                path,
                0,
                $"{path}: the content is of no format known here ({string.Join(", ", FlowFormats.Names)}).",
                "Name the format with -Format; for a CSV or JSON file say which column holds what with -ColumnMap.");

    public static FlowFileException UnknownName(string path, string format) => new(
        FlowFileFault.UnknownFormat, path, 0, $"{path}: there is no format '{format}'.",
        $"Use one of {string.Join(", ", FlowFormats.Names)}, or leave it out to recognise the format.");
}
