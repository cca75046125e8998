using System.Collections;
using System.Management.Automation;
using System.Security;
using NetAnomaly.Operations.Delivery;
using NetAnomaly.Operations.Nightly;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// To whom alerts are sent, by the names of the parameters of Send-AnomalyAlert: the same for that cmdlet and for
/// hashtables.
/// </summary>
internal sealed record AlertTargetSettings
{
    public AlertFormat? As { get; init; }

    public Uri[] Syslog { get; init; } = [];

    public Uri[] Webhook { get; init; } = [];

    public PSCredential? Credential { get; init; }

    public SecureString? Token { get; init; }

    public string? SecretName { get; init; }

    public bool EventLog { get; init; }

    public Uri? Mail { get; init; }

    public string? From { get; init; }

    public string[] To { get; init; } = [];

    public PSCredential? MailCredential { get; init; }

    public string? MailSecretName { get; init; }

    public string? Vault { get; init; }

    public string? Directory { get; init; }

    public string? CertificateAuthority { get; init; }

    public int TimeoutSeconds { get; init; } = 10;

    public int MaxAttempts { get; init; } = 5;

    public int RetrySeconds { get; init; } = 60;

    /// <summary>The settings of a hashtable.</summary>
    /// <exception cref="DeliveryException">It has a key that is no parameter of Send-AnomalyAlert, or a value that is
    /// none of it.</exception>
    public static AlertTargetSettings Of(IDictionary given)
    {
        var settings = new AlertTargetSettings();
        foreach (DictionaryEntry entry in given)
        {
            var property = typeof(AlertTargetSettings).GetProperties().FirstOrDefault(
                own => own.Name.Equals($"{entry.Key}", StringComparison.OrdinalIgnoreCase)
                    && own.Name != "EqualityContract")
                ?? throw new DeliveryException(
                    $"There is no '{entry.Key}' to send alerts to: the keys are parameters of Send-AnomalyAlert.",
                    canRetry: false);
            try
            {
                property.SetValue(settings, LanguagePrimitives.ConvertTo(entry.Value, property.PropertyType));
            }
            catch (PSInvalidCastException cause)
            {
                throw new DeliveryException($"'{entry.Key}': {cause.Message}", canRetry: false, cause);
            }
        }

        return settings;
    }

    /// <summary>What a nightly scan delivers to.</summary>
    /// <exception cref="DeliveryException">A target is named wrongly, or none.</exception>
    public static IReadOnlyList<AlertDestination> Destinations(PSCmdlet cmdlet, IEnumerable<IDictionary> given)
    {
        var destinations = new List<AlertDestination>();
        foreach (var settings in given.Select(Of))
        {
            var policy = new RetryPolicy(settings.MaxAttempts, TimeSpan.FromSeconds(settings.RetrySeconds));
            var targets = settings.Targets(cmdlet).ToArray();
            if (targets.Length == 0) throw new DeliveryException("No target is named.", canRetry: false);
            destinations.AddRange(targets.Select(
                options => new AlertDestination(options, settings.FormatFor(options)) { Retries = policy }));
        }

        return destinations;
    }

    /// <summary>The format for a target: what was asked for, or what such receivers expect.</summary>
    public AlertFormat FormatFor(AlertTargetOptions options) =>
        As ?? (options is SyslogTargetOptions ? AlertFormat.Syslog : AlertFormat.Json);

    /// <summary>The targets.</summary>
    /// <exception cref="DeliveryException">One of them makes no sense.</exception>
    public IEnumerable<AlertTargetOptions> Targets(PSCmdlet cmdlet)
    {
        foreach (var address in Syslog) yield return Common(cmdlet, new SyslogTargetOptions(address));
        foreach (var address in Webhook) yield return Common(cmdlet, WebhookOptions(cmdlet, address));
        if (Mail is not null)
        {
            if (From is null || To.Length == 0)
                throw new DeliveryException("-Mail needs -From and -To.", canRetry: false);
            yield return Common(cmdlet, new MailTargetOptions(Mail, From, To)
            {
                Credential = MailSecretName is null
                    ? MailCredential?.GetNetworkCredential()
                    : Secrets.Credential(cmdlet, MailSecretName, Vault),
            });
        }

        if (Directory is not null) yield return new DirectoryTargetOptions(ProviderPaths.Target(cmdlet, Directory));
        if (EventLog) yield return new EventLogTargetOptions();
    }

    private WebhookTargetOptions WebhookOptions(PSCmdlet cmdlet, Uri address)
    {
        var given = new object?[] { Credential, Token, SecretName }.Count(each => each is not null);
        if (given > 1)
            throw new DeliveryException("Give one of -Credential, -Token and -SecretName.", canRetry: false);
        var options = new WebhookTargetOptions(address)
        {
            Credential = Credential?.GetNetworkCredential(),
            Token = Token is null ? null : Secrets.Token(Token),
        };
        if (SecretName is null) return options;
        return Secrets.Get(cmdlet, SecretName, Vault) switch
        {
            PSCredential credential => options with { Credential = credential.GetNetworkCredential() },
            SecureString token => options with { Token = Secrets.Token(token) },
            _ => throw Secrets.Unusable(SecretName),
        };
    }

    private T Common<T>(PSCmdlet cmdlet, T options) where T : AlertTargetOptions => options with
    {
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        CertificateAuthority = CertificateAuthority is null ? null : ProviderPaths.Target(cmdlet, CertificateAuthority),
    };
}
