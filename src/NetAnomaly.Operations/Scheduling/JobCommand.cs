namespace NetAnomaly.Operations.Scheduling;

/// <summary>A PowerShell that runs a script, as a scheduler starts it.</summary>
/// <param name="Program">The full path of the program: pwsh, or dotnet where PowerShell is a .NET tool.</param>
/// <param name="Before">What comes before PowerShell's own arguments: pwsh.dll, or nothing.</param>
/// <param name="Script">The full path of the script.</param>
/// <param name="SettingsPath">The full path of its settings.</param>
internal sealed record JobCommand(string Program, IReadOnlyList<string> Before, string Script, string SettingsPath)
{
    /// <summary>All arguments.</summary>
    public IReadOnlyList<string> Arguments =>
        [.. Before, "-NoProfile", "-NonInteractive", "-File", Script, "-SettingsPath", SettingsPath];
}
