using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

/// <summary>Runs other programs, without a shell, and ends them when this one is stopped.</summary>
internal sealed class Tools(CancellationToken stop)
{
    /// <summary>Runs a program on this console and returns its exit code.</summary>
    public async Task<int> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(new ProcessStartInfo(program, arguments));
        return await WaitAsync(process);
    }

    /// <summary>
    /// Runs a program without input and keeps its output, to be read once the exit code is known.
    /// </summary>
    public async Task<(int ExitCode, string Output)> CaptureAsync(
        string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Start(start);
        process.StandardInput.Close();
        var output = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        return (await WaitAsync(process), string.Concat(await output));
    }

    /// <summary>
    /// Restores a project or solution and brings a target of it about; shows errors and warnings only.
    /// </summary>
    public async Task MSBuildAsync(string project, string target, params IEnumerable<string> properties)
    {
        if (
            await RunAsync(
                "dotnet",
                [
                    "msbuild", project, "-restore", $"-t:{target}", .. properties, "-m", "-nologo", "-v:q", "-tl:off",
                ]) != 0)
            throw new BuildException($"target {target} of {project} failed; the errors stand above.");
    }

    /// <summary>Restores the packages of a project; returns the first error where that fails.</summary>
    public async Task<string?> RestoreAsync(string project, params IEnumerable<string> properties)
    {
        var (exitCode, output) = await CaptureAsync(
            "dotnet", ["msbuild", project, "-t:Restore", .. properties, "-nologo", "-v:q", "-tl:off"]);
        return exitCode == 0 ? null : FirstError(output);
    }

    /// <summary>
    /// The first line of a program's output that names an error, without the file and the project that it stands for.
    /// </summary>
    public static string FirstError(string output)
    {
        var lines = output.ReplaceLineEndings("\n").Split(
            '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
            ?? lines.FirstOrDefault() ?? "it said nothing";
        return Regex.Replace(Regex.Replace(line, @"^.*?\berror ", ""), @" \[[^\]]+\]$", "");
    }

    private Process Start(ProcessStartInfo start)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new BuildException($"{start.FileName} does not start: {e.Message}");
        }
    }

    private async Task<int> WaitAsync(Process process)
    {
        await using var end = stop.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync(CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        return process.ExitCode;
    }
}
