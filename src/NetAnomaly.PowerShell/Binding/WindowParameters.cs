using System.Management.Automation;
using NetAnomaly.Core.Conversations;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>From -Window and its short form -WindowHours to the length of a window.</summary>
internal static class WindowParameters
{
    /// <summary>
    /// The length; <see langword="null"/> where neither was given. Ends the cmdlet where it can be no window.
    /// </summary>
    public static TimeSpan? Length(PSCmdlet cmdlet, TimeSpan? window, int? hours)
    {
        try
        {
            if (window is not null && hours is not null)
                throw new ArgumentException("Give -Window or -WindowHours, not both.");
            var length = window ?? (hours is { } whole ? TimeSpan.FromHours(whole) : null);
            return length is { } own ? new ConversationOptions { Window = own }.Window : null;
        }
        catch (ArgumentException cause)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.ModelOption(cause, window));
            throw;
        }
    }
}
