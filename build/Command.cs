/// <summary>Something that the person at the prompt can read and put right.</summary>
internal sealed class BuildException(string message) : Exception(message);

/// <summary>What was asked for on the command line.</summary>
internal sealed record Command(
    string Verb, string Configuration, string? Filter, IReadOnlyList<string> Properties, IReadOnlyList<string> Rest,
    bool IsVerbose = false)
{
    public const string Help = """
        dotnet build.cs VERB

          demo                  build what it needs and run the demo in PowerShell, which is restored
                                where it is not installed
          test [--filter TEXT] [-Verbose]
                                build, run every xunit and Pester test (or those with TEXT in their name),
                                close with the totals;
                                -Verbose lists every skipped test by name
          outdated              list the packages that have newer versions, known vulnerabilities or are deprecated
          module                assemble output/NetAnomaly/<version>/, the module as it is imported
          package               zip the assembled module to output/NetAnomaly.<version>.zip
          package torch cpu|cuda win-x64|linux-x64
                                lay out an engine pack for Install-AnomalyEngine in output/engines/,
                                as a folder and as a zip
          fuzz [--minutes N] [--seed N] [--format NAME]
                                feed every reader and the model file with damaged files, guided by coverage;
                                findings come to output/fuzz/findings
          bench [ARGUMENTS]     run tests/NetAnomaly.Benchmarks and hand it the arguments
          docs [measure [FIGURE ...]]
                                write the figures of the pages from docs/figures; with measure run
                                their benchmarks before (engines: an hour; truth: captures are needed)
          clean                 delete output/ and every bin/ and obj/
          help                  list the verbs

        -Configuration NAME     Release (the default) or Debug
        -Property NAME=VALUE    an MSBuild property for the build; Torch=false and PowerShell=false
                                leave these parts out
        """;

    /// <summary>
    /// Whether a part of the build is not wanted, by -Property NAME=false or by the environment, as MSBuild sees it.
    /// </summary>
    public bool LeavesOut(string part)
    {
        var given = Properties.LastOrDefault(
            property => property.StartsWith($"-p:{part}=", StringComparison.OrdinalIgnoreCase));
        return "false".Equals(
            given?[(given.IndexOf('=') + 1)..]
                ?? Environment.GetEnvironmentVariable(part), StringComparison.OrdinalIgnoreCase);
    }

    // `dotnet build.cs` itself takes away what `dotnet run` knows (-c, -p:, -v, --no-build): no option here may have
    // such a name.
    public static Command Parse(string[] arguments)
    {
        arguments = [.. arguments.Where(argument => argument != "--")];
        var verb = arguments.FirstOrDefault("help").ToLowerInvariant();
        var rest = arguments.Skip(1).TakeWhile(
            argument => verb is "bench" or "docs" or "fuzz"
                || (verb == "package" && !argument.StartsWith('-'))).ToList();
        var command = new Command(verb, "Release", null, [], rest);
        for (var i = 1 + rest.Count; i < arguments.Length; i += 2)
        {
            if (verb == "test" && arguments[i].Equals("-Verbose", StringComparison.OrdinalIgnoreCase))
            {
                (command, i) = (command with { IsVerbose = true }, i - 1);
                continue;
            }
            var value = i + 1 < arguments.Length
                ? arguments[i + 1]
                : throw new BuildException($"'{arguments[i]}' is unknown or lacks its value.");
            command = arguments[i].ToLowerInvariant() switch
            {
                "-configuration" => command with { Configuration = value },
                "-property" => command with { Properties = [.. command.Properties, $"-p:{value}"] },
                "--filter" or "-filter" when command.Verb == "test" => command with { Filter = value },
                _ => throw new BuildException(
                    $"'{command.Verb}' does not know '{arguments[i]}'; see `dotnet build.cs help`."),
            };
        }
        return command;
    }
}
