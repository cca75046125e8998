using System.CommandLine;
using System.CommandLine.Parsing;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Disk;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Cli.Commands;

/// <summary>The arguments that say which flows to read; the same for every command.</summary>
internal sealed class FlowArguments
{
    private readonly Argument<string[]> files = new("files")
    {
        Description = "Exports to read, gz or plain; * and ? are wildcards.", Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> format = new("--format")
    {
        Description =
            $"Their format; by default recognised from the content. One of: {string.Join(", ", FlowFormats.Names)}.",
    };
    private readonly Option<DateTimeOffset?> after = new("--after")
    {
        Description = "Only flows that began at or after this time (UTC unless it says otherwise).",
    };
    private readonly Option<DateTimeOffset?> before = new("--before")
    {
        Description = "Only flows that began before this time.",
    };
    private readonly Option<string[]> timeFormat = new("--time-format")
    {
        Description = "The form of times, such as 'dd.MM.yyyy HH:mm:ss'; several may be given. By default ISO 8601 and "
            + "units since 1970.",
    };
    private readonly Option<TimeZoneInfo?> timeZone = new("--time-zone")
    {
        Description = "The zone of times that name none: Europe/Berlin, +01:00, local. By default UTC.",
        CustomParser = Zone,
    };
    private readonly Option<bool> decimalComma = new("--decimal-comma")
    {
        Description = "Numbers have a decimal comma, and points between thousands.",
    };
    private readonly Option<string?> rejects = new("--rejects")
    {
        Description = "A CSV file for the rows that could not be read.",
    };

    private readonly Option<bool> force = new("--force")
    {
        Description = "Replace the files that are written, where they are there.",
    };

    /// <summary>Whether files that are there are replaced.</summary>
    public bool IsForced(ParseResult parse) => parse.GetValue(force);

    public void AddTo(Command command)
    {
        command.Arguments.Add(files);
        command.Options.Add(format);
        command.Options.Add(timeFormat);
        command.Options.Add(timeZone);
        command.Options.Add(decimalComma);
        command.Options.Add(after);
        command.Options.Add(before);
        command.Options.Add(rejects);
        command.Options.Add(force);
    }

    /// <summary>The flows of the files that were named, in the order of the files.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="sink">Where bad rows go.</param>
    /// <param name="missing">Told of a file that does not exist or is empty; where it is <see langword="null"/>, that
    /// ends the reading.</param>
    public IFlowSource Source(ParseResult parse, IRejectSink sink, Action<FlowFileException>? missing = null) =>
        new FileFlowSource(parse.GetRequiredValue(files).SelectMany(Expand), Options(parse), sink, missing);

    /// <summary>How the files are read.</summary>
    public FlowReadOptions Options(ParseResult parse) => new()
    {
        Format = parse.GetValue(format),
        Text = new FlowTextOptions
        {
            TimeFormats = parse.GetValue(timeFormat) is { Length: > 0 } forms ? forms : null,
            TimeZone = parse.GetValue(timeZone),
            Culture = parse.GetValue(decimalComma) ? FlowTextOptions.DecimalComma() : null,
        },
        After = parse.GetValue(after)?.UtcDateTime,
        Before = parse.GetValue(before)?.UtcDateTime,
    };

    /// <summary>The full paths of the files that were named, and the names that mean no file.</summary>
    public (IReadOnlyList<string> Found, IReadOnlyList<string> NotFound) Files(ParseResult parse)
    {
        var paths = parse.GetRequiredValue(files).SelectMany(Expand).ToLookup(File.Exists);
        return ([.. paths[true].Select(Path.GetFullPath)], [.. paths[false]]);
    }

    /// <summary>Where bad rows go.</summary>
    public RejectReport OpenRejects(ParseResult parse) => new(parse.GetValue(rejects), parse.GetValue(force));

    private static TimeZoneInfo? Zone(ArgumentResult result)
    {
        try
        {
            return FlowTextOptions.Zone(result.Tokens[0].Value);
        }
        catch (ArgumentException cause)
        {
            result.AddError(cause.Message);
            return null;
        }
    }

    // Shells on Windows hand wildcards on as they are.
    private static IEnumerable<string> Expand(string path)
    {
        if (path.AsSpan().IndexOfAny('*', '?') < 0 || File.Exists(path)) return [path];
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        string[] found = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, Path.GetFileName(path)).Where(file => !PendingFile.IsTemporary(file))]
            : [];
        // What matches nothing is missing, as any file that is not there.
        return found.Length == 0 ? [path] : found.Order(StringComparer.Ordinal);
    }
}
