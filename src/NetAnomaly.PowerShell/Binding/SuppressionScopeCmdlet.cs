using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>A cmdlet that writes suppressions: the parts of a scope, the ceiling and the expiry.</summary>
public abstract class SuppressionScopeCmdlet : SuppressionCmdlet
{
    private static readonly TimeSpan LongestUnlessForced = TimeSpan.FromDays(366);

    /// <summary>The host that alerts are about.</summary>
    [Parameter]
    [Alias("Host")]
    [ValidateNotNullOrEmpty]
    public string? HostAddress { get; set; }

    /// <summary>A network that the host is in, as CIDR.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Network { get; set; }

    /// <summary>Both ends: two addresses, networks or *.</summary>
    [Parameter]
    [ValidateCount(1, 2)]
    public string[]? Pair { get; set; }

    /// <summary>Destination ports.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    [ValidateNotNullOrEmpty]
    public int[]? Port { get; set; }

    /// <summary>A service by its name, or a protocol with a port.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Service { get; set; }

    /// <summary>The leading sources of evidence; wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Evidence { get; set; }

    /// <summary>Hours of the day: 22:00-04:00.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Hours { get; set; }

    /// <summary>Whose hours; UTC by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>What reasons look like, with wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Pattern { get; set; }

    /// <summary>Conversations of a host and day above which alerts come back.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? MaxConversationsPerDay { get; set; }

    /// <summary>Flows of a host and day above which alerts come back.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? MaxFlowsPerDay { get; set; }

    /// <summary>Bytes of a host and day above which alerts come back.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? MaxBytesPerDay { get; set; }

    /// <summary>Allows an expiry in more than a year.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hands the suppression on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The suppression with what was given.</summary>
    private protected AnomalySuppression WithParts(AnomalySuppression of) => of with
    {
        Host = HostAddress ?? of.Host,
        Network = Network ?? of.Network,
        Pair = Pair is null ? of.Pair : string.Join(' ', Pair),
        Ports = Port ?? of.Ports,
        Service = Service ?? of.Service,
        Evidence = Evidence ?? of.Evidence,
        Hours = Hours ?? of.Hours,
        TimeZone = TimeZone ?? of.TimeZone,
        Pattern = Pattern ?? of.Pattern,
        MaxConversationsPerDay = MaxConversationsPerDay ?? of.MaxConversationsPerDay,
        MaxFlowsPerDay = MaxFlowsPerDay ?? of.MaxFlowsPerDay,
        MaxBytesPerDay = MaxBytesPerDay ?? of.MaxBytesPerDay,
    };

    /// <summary>What is wrong with a suppression; <see langword="null"/> where nothing is.</summary>
    private protected ErrorRecord? Fault(AnomalySuppression of, bool isNewExpiry)
    {
        var now = DateTime.UtcNow;
        if (isNewExpiry && of.Expires <= now)
            return SuppressionErrors.Invalid("-Expires lies in the past: the suppression would hide nothing.", of);
        if (isNewExpiry && of.Expires - now > LongestUnlessForced && !Force)
        {
            return SuppressionErrors.Invalid(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"-Expires is more than a year away ({of.Expires:yyyy-MM-dd}); what is known changes within "
                        + $"that. Give an earlier time, or -Force."),
                of);
        }

        return SuppressionList.Check(of) is { } fault
            ? SuppressionErrors.Invalid($"The suppression is wrong: {fault.Property} {fault.Problem}.", of)
            : null;
    }
}
