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
        var home = Path.GetDirectoryName(typeof(PSObject).Assembly.Location);
        var library = Path.GetDirectoryName(typeof(PowerShellProcess).Assembly.Location);
        var manifest = Path.GetFullPath(Path.Combine(library ?? ".", "..", "NetAnomaly.psd1"));
        if (home is null || !File.Exists(manifest)) return null;

        // What comes back is read from the last line; an error gives no result, and no process that has crashed.
        var script = $$"""
            try {
                Import-Module -Name '{{manifest.Replace("'", "''", StringComparison.Ordinal)}}' -ErrorAction Stop
                [NetAnomaly.Internal.SelfTestText]::Write(@(Get-AnomalyEngine -Name Torch -Check)[0].SelfTest)
            }
            catch { '[]' }
            """;
        string[] arguments = ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", script];

        // PowerShell as a .NET tool: its own program may not find the .NET that runs here.
        var assembly = Path.Combine(home, "pwsh.dll");
        if (Environment.ProcessPath is { } dotnet && File.Exists(assembly)
            && Path.GetFileNameWithoutExtension(dotnet).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            return new SelfTestProcess(dotnet, [assembly, .. arguments]);
        }

        var program = Path.Combine(home, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh");
        return File.Exists(program) ? new SelfTestProcess(program, arguments) : null;
    }
}
