using System.Diagnostics;

namespace NetAnomaly.Cli.Tests;

/// <summary>Runs the console host as a scheduler would: a process, its exit code and what it wrote.</summary>
internal static class ConsoleHost
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        CancellationToken cancellation, params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs it until a file appears, and then ends it as a power cut would.</summary>
    /// <returns>Whether it was at work until then.</returns>
    public static async Task<bool> KillOnceThereIsAsync(
        string path, CancellationToken cancellation, params string[] arguments)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        watcher.Created += (_, _) => seen.TrySetResult();
        watcher.Renamed += (_, _) => seen.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await Task.WhenAny(seen.Task, process.WaitForExitAsync(cancellation));
        process.Kill();
        await process.WaitForExitAsync(cancellation);
        await Task.WhenAll(output, error);
        return process.ExitCode != 0 && seen.Task.IsCompleted;
    }

    /// <summary>Runs it for some time, and then ends it as a power cut would.</summary>
    /// <returns>Whether it was at work until then.</returns>
    public static async Task<bool> KillAfterAsync(
        TimeSpan time, CancellationToken cancellation, params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await Task.WhenAny(process.WaitForExitAsync(cancellation), Task.Delay(time, cancellation));
        var isAtWork = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(cancellation);
        await Task.WhenAll(output, error);
        return isAtWork;
    }

    private static Process Start(string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "netanomaly.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
