using System.Net;

namespace NetAnomaly.Operations.Delivery;

/// <summary>Where alerts are sent, and how. Immutable.</summary>
internal abstract record AlertTargetOptions
{
    private protected AlertTargetOptions()
    {
    }

    /// <summary>How long a connection, and then the sending of one alert, may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A file with the certificates that vouch for the receiver's, in place of those that the system trusts.
    /// </summary>
    public string? CertificateAuthority { get; init; }
}

/// <summary>A syslog receiver.</summary>
/// <param name="Address"><c>tls://host:6514</c>, <c>tcp://host:514</c> or <c>udp://host:514</c>.</param>
internal sealed record SyslogTargetOptions(Uri Address) : AlertTargetOptions;

/// <summary>An HTTPS endpoint.</summary>
/// <param name="Address">Its address.</param>
internal sealed record WebhookTargetOptions(Uri Address) : AlertTargetOptions
{
    /// <summary>A name and a password.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>A bearer token, as the password of a credential.</summary>
    public NetworkCredential? Token { get; init; }
}

/// <summary>Mail.</summary>
/// <param name="Server"><c>smtp://host:587</c> (TLS is started) or <c>smtps://host:465</c>.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The recipients.</param>
internal sealed record MailTargetOptions(Uri Server, string From, IReadOnlyList<string> To) : AlertTargetOptions
{
    /// <summary>A name and a password.</summary>
    public NetworkCredential? Credential { get; init; }
}

/// <summary>A directory with one file per alert and version.</summary>
/// <param name="Path">The directory; made where it is missing.</param>
internal sealed record DirectoryTargetOptions(string Path) : AlertTargetOptions;

/// <summary>The Application log of Windows.</summary>
internal sealed record EventLogTargetOptions : AlertTargetOptions;
