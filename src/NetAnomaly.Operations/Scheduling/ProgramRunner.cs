using System.ComponentModel;
using System.Diagnostics;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>Starts programs as processes, in English and in UTC, so that what they say can be read.</summary>
internal sealed class ProgramRunner : IProgramRunner
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public ProgramResult Run(string program, IReadOnlyList<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (!OperatingSystem.IsWindows())
        {
            start.Environment["LC_ALL"] = "C";
            start.Environment["TZ"] = "UTC";
        }

        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Feed(process, input);
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new SchedulingException(
                SchedulingFault.Failed, $"{program} did not end within a minute.",
                "Run it by hand to see what it waits for.");
        }

        return new ProgramResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new SchedulingException(
                SchedulingFault.Missing, $"The program {start.FileName} cannot be started: {cause.Message}",
                "Install it, or choose another scheduler with -Kind.", cause);
        }
    }

    private static void Feed(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why.
        }
    }
}
