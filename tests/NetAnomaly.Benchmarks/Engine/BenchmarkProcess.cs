using System.Diagnostics;
using System.Globalization;

namespace NetAnomaly.Benchmarks.Engine;

/// <summary>
/// Starts a measurement in a process of its own, so that no thread of one library waits on the processors of another.
/// </summary>
internal static class BenchmarkProcess
{
    /// <summary>This program again, with other arguments.</summary>
    public static ProcessStartInfo Own(params string[] arguments)
    {
        // Started by its own executable or by the dotnet host.
        string host = Environment.ProcessPath ?? "dotnet";
        var start = new ProcessStartInfo(host);
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "NetAnomaly.Benchmarks.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>
    /// Tells the other library, which shares its work by OpenMP, how many threads to use. Each is bound to a processor:
    /// where the system leaves two of them on one, the other library waits whole time slices (measured on the build
    /// machine), which would not be its own fault.
    /// </summary>
    public static void AllowOpenMP(ProcessStartInfo start, int threads)
    {
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        if (threads > 1)
            start.Environment["OMP_PROC_BIND"] = "true";
    }

    /// <summary>Runs to the end and returns what was printed.</summary>
    public static string OutputOf(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)
            ?? throw new InvalidOperationException($"{start.FileName} does not start.");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
