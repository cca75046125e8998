using System.Text.RegularExpressions;

/// <summary>
/// The PowerShell that runs the demo and the tests: a pwsh of 7.6 or later on PATH, else the .NET tool of
/// .config/dotnet-tools.json, which is restored for this repository alone.
/// </summary>
internal sealed class PowerShellHost(Command command, Tools tools)
{
    private const string PartName = "PowerShell";
    private static readonly Version Oldest = new(7, 6);
    private IReadOnlyList<string> _start = [];

    /// <summary>Finds it.</summary>
    public async Task<Part> FindAsync()
    {
        if (command.LeavesOut(PartName)) return Part.LeftOut(PartName);
        if (await FindOnPathAsync() is { } pwsh)
        {
            _start = [pwsh];
            return new Part(PartName);
        }
        var (exitCode, output) = await tools.CaptureAsync("dotnet", ["tool", "restore"]);
        _start = ["dotnet", "pwsh"];
        return exitCode == 0 ? new Part(PartName) : Part.NotRestored(PartName, Tools.FirstError(output));
    }

    /// <summary>Runs a script file on this console.</summary>
    public Task<int> RunFileAsync(string path, params IEnumerable<string> arguments) =>
        tools.RunAsync(_start[0], [.. _start.Skip(1), "-NoProfile", "-NonInteractive", "-File", path, .. arguments]);

    /// <summary>Runs a script and keeps its output.</summary>
    public Task<(int ExitCode, string Output)> CaptureAsync(
        string script, params (string Name, string Value)[] environment) =>
        tools.CaptureAsync(
            _start[0], [.. _start.Skip(1), "-NoProfile", "-NonInteractive", "-Command", script], environment);

    private async Task<string?> FindOnPathAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var pwsh = folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
            .FirstOrDefault(File.Exists);
        if (pwsh is null) return null;
        var version = Regex.Match((await tools.CaptureAsync(pwsh, ["--version"])).Output, @"\d+\.\d+").Value;
        if (Version.TryParse(version, out var found) && found >= Oldest) return pwsh;
        Console.WriteLine(
            $"The pwsh on PATH is version {version}; {Oldest} is needed and is restored for this repository.");
        return null;
    }
}
