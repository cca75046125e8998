using System.Diagnostics;

namespace NetAnomaly.Core.Tests.Files;

/// <summary>Makes named pipes, which .NET cannot.</summary>
internal static class Pipes
{
    /// <summary>Makes a pipe that nobody writes to.</summary>
    public static string Make(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return path;
    }
}
