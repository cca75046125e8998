using System.Management.Automation;
using System.Security;
using NetAnomaly.Operations.Alerts;
using NetAnomaly.Operations.Delivery;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Sends alerts and incidents to where alerts are looked at.</summary>
[Cmdlet(VerbsCommunications.Send, "AnomalyAlert", SupportsShouldProcess = true)]
[OutputType(typeof(AnomalyAlert))]
public sealed class SendAnomalyAlertCommand : AlertCmdlet
{
    private readonly List<(AlertDelivery Delivery, AlertFormat Format)> deliveries = [];
    private AlertSpool? spool;

    /// <summary>The format; by default syslog for syslog receivers, and JSON for all others.</summary>
    [Parameter]
    public AlertFormat As { get; set; }

    /// <summary>Syslog receivers: tls://host:port, tcp://host:port or udp://host:port.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Uri[] Syslog { get; set; } = [];

    /// <summary>HTTPS endpoints.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Uri[] Webhook { get; set; } = [];

    /// <summary>Name and password for the webhooks.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>A bearer token for the webhooks.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Token { get; set; }

    /// <summary>The name of the webhooks' token or credential in SecretManagement.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretName { get; set; }

    /// <summary>The Application log of Windows.</summary>
    [Parameter]
    public SwitchParameter EventLog { get; set; }

    /// <summary>A mail server: smtp://host:port or smtps://host:port.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Mail { get; set; }

    /// <summary>The sender of mails.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    /// <summary>The recipients of mails.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] To { get; set; } = [];

    /// <summary>Name and password for the mail server.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? MailCredential { get; set; }

    /// <summary>The name of the mail server's credential in SecretManagement.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MailSecretName { get; set; }

    /// <summary>The vault that the secrets are in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>A directory that gets a file for each version of an alert.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Directory { get; set; }

    /// <summary>A file of the certificates that vouch for receivers, in place of the system's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateAuthority { get; set; }

    /// <summary>A directory where alerts wait until they are delivered.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SpoolPath { get; set; }

    /// <summary>How often an alert is tried.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>For how long an alert is tried, in seconds.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int RetrySeconds { get; set; } = 60;

    /// <summary>How long a connection, and then the sending of one alert, may take, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Hands on the alerts that all targets have taken.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        try
        {
            var policy = new RetryPolicy(MaxAttempts, TimeSpan.FromSeconds(RetrySeconds));
            var settings = Settings;
            var targets = settings.Targets(this)
                .Select(options => (Target: AlertTargets.Create(options), options)).ToArray();
            if (targets.Length == 0)
                throw new DeliveryException("No target is named.", canRetry: false);
            foreach (var (target, options) in targets)
            {
                if (!this.Agrees(target.Name, "Send alerts")) continue;
                if (SpoolPath is not null) spool ??= new AlertSpool(ProviderPaths.Target(this, SpoolPath));
                deliveries.Add((new AlertDelivery(target, policy, spool), settings.FormatFor(options)));
            }

            Flush();
        }
        catch (DeliveryException cause)
        {
            ThrowTerminatingError(ErrorFactory.AlertTarget(cause));
        }
        catch (SpoolException cause)
        {
            ThrowTerminatingError(ErrorFactory.AlertSpool(cause));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var (delivery, _) in deliveries) delivery.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private protected override void Take(AnomalyAlert alert)
    {
        var isTaken = true;
        try
        {
            foreach (var (delivery, format) in deliveries)
            {
                var document = AlertDocument.Of(alert, format);
                if (delivery.SendAsync(document, Cancellation).GetAwaiter().GetResult() is not { } failure) continue;
                isTaken = false;
                Report(failure);
            }
        }
        catch (SpoolException cause)
        {
            ThrowTerminatingError(ErrorFactory.AlertSpool(cause));
        }

        if (PassThru && isTaken && deliveries.Count > 0) WriteObject(alert);
    }

    private void Flush()
    {
        foreach (var (delivery, _) in deliveries)
        {
            foreach (var failure in delivery.FlushAsync(Cancellation).GetAwaiter().GetResult()) Report(failure);
            if (delivery.Delivered > 0)
                this.Explain($"{delivery.Delivered:N0} alerts of the spool went to {delivery.Target}.");
        }

        foreach (var file in spool?.Damaged ?? [])
            this.Warn($"{file}: this file of the spool holds no alert; look at it, and delete it.");
    }

    private void Report(DeliveryFailure failure) => WriteError(ErrorFactory.AlertNotDelivered(failure));

    private AlertTargetSettings Settings => new()
    {
        As = MyInvocation.BoundParameters.ContainsKey(nameof(As)) ? As : null,
        Syslog = Syslog,
        Webhook = Webhook,
        Credential = Credential,
        Token = Token,
        SecretName = SecretName,
        EventLog = EventLog,
        Mail = Mail,
        From = From,
        To = To,
        MailCredential = MailCredential,
        MailSecretName = MailSecretName,
        Vault = Vault,
        Directory = Directory,
        CertificateAuthority = CertificateAuthority,
        TimeoutSeconds = TimeoutSeconds,
    };
}
