using System.Diagnostics;

namespace NetAnomaly.Cli.Tests;

/// <summary>Runs the console host as a scheduler would: a process, its exit code and what it wrote.</summary>
internal static class ConsoleHost
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "netanomaly.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await error);
    }
}
