using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>
/// A program that tests the Torch engine and writes what <see cref="SelfTestText"/> writes as its last line.
/// </summary>
/// <param name="program">The program.</param>
/// <param name="arguments">Its arguments.</param>
internal sealed class SelfTestProcess(string program, IReadOnlyList<string> arguments) : ISelfTestProcess
{
    // libtorch takes seconds to load from a slow disk.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>
    /// The program that runs now, with other arguments; <see langword="null"/> where it is not known.
    /// </summary>
    public static SelfTestProcess? OfThisProgram(params string[] arguments)
    {
        if (Environment.ProcessPath is not { } program) return null;
        if (!Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            return new SelfTestProcess(program, arguments);
        }

        return Assembly.GetEntryAssembly()?.Location is { Length: > 0 } assembly
            ? new SelfTestProcess(program, [assembly, .. arguments])
            : null;
    }

    /// <inheritdoc/>
    public SelfTestAnswer Run(string limit)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            CreateNoWindow = true,
        };

        // A limit that is set is the user's to the process, which then looks for none itself; what it forbids concerns
        // the processor alone.
        start.Environment[InstructionSets.Variable] = limit;
        start.Environment["CUDA_VISIBLE_DEVICES"] = "-1";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Longest))
            {
                process.Kill(entireProcessTree: true);
                return new SelfTestAnswer(null, Crashed: true);
            }

            Task.WaitAll(output, errors);
            return process.ExitCode == 0
                ? new SelfTestAnswer(SelfTestText.Read(output.Result))
                : new SelfTestAnswer(null, Crashed: true);
        }
        catch (Exception cause) when (cause is Win32Exception or IOException or InvalidOperationException)
        {
            return new SelfTestAnswer(null);
        }
    }
}
