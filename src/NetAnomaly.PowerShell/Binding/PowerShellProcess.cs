using System.Management.Automation;
using NetAnomaly.Core.Engines.SelfTests;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Another process of the PowerShell that runs this module.</summary>
internal static class PowerShellProcess
{
    /// <summary>
    /// One that tests the Torch engine with this copy of the module; <see langword="null"/> where none can be started.
    /// </summary>
    public static SelfTestProcess? ForSelfTest()
    {
        var manifest = Manifest;
        if (Command is not var (program, before) || !File.Exists(manifest)) return null;

        // What comes back is read from the last line; an error gives no result, and no process that has crashed.
        var script = $$"""
            try {
                Import-Module -Name '{{manifest.Replace("'", "''", StringComparison.Ordinal)}}' -ErrorAction Stop
                [NetAnomaly.Internal.SelfTestText]::Write(@(Get-AnomalyEngine -Name Torch -Check)[0].SelfTest)
            }
            catch { '[]' }
            """;
        string[] arguments = ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", script];

        return new SelfTestProcess(program, [.. before, .. arguments]);
    }

    /// <summary>The manifest of this copy of the module.</summary>
    public static string Manifest => Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(typeof(PowerShellProcess).Assembly.Location) ?? ".", "..", "NetAnomaly.psd1"));

    /// <summary>
    /// The program, and what it is given before any other argument; <see langword="null"/> where PowerShell is part of
    /// another program.
    /// </summary>
    public static (string Program, string[] Before)? Command
    {
        get
        {
            if (Path.GetDirectoryName(typeof(PSObject).Assembly.Location) is not { } home) return null;
            // PowerShell as a .NET tool: its own program may not find the .NET that runs here.
            var assembly = Path.Combine(home, "pwsh.dll");
            if (Dotnet is { } dotnet && File.Exists(assembly)) return (dotnet, [assembly]);
            var program = Path.Combine(home, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
            return File.Exists(program) ? (program, []) : null;
        }
    }

    /// <summary>The dotnet that runs this process, where it does.</summary>
    public static string? Dotnet => Environment.ProcessPath is { } program
        && Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? program
            : null;
}
