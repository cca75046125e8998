using System.Management.Automation;
using NetAnomaly.Internal;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// What cmdlets say beside their output, without the characters that names from files may bring along. Nothing else
/// writes warnings or verbose lines.
/// </summary>
internal static class CmdletMessages
{
    /// <summary>Writes a warning.</summary>
    public static void Warn(this Cmdlet cmdlet, string text) => cmdlet.WriteWarning(VisibleText.OfLines(text));

    /// <summary>Writes a line that -Verbose shows.</summary>
    public static void Explain(this Cmdlet cmdlet, string text) => cmdlet.WriteVerbose(VisibleText.OfLines(text));

    /// <summary>Asks whether something should be done, as -WhatIf and -Confirm want it.</summary>
    public static bool Agrees(this Cmdlet cmdlet, string target, string action) =>
        cmdlet.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action));

    /// <summary>The same, where -WhatIf is to show all that would be done, on as many lines as that needs.</summary>
    public static bool AgreesToAll(this Cmdlet cmdlet, string all, string question) =>
        cmdlet.ShouldProcess(VisibleText.OfLines(all), VisibleText.Of(question), "NetAnomaly");
}
