using System.Globalization;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>
/// Mail over SMTP. TLS is required, but for a relay on this machine, which may have none. The message's id is that of
/// alert and version, so that mail systems drop repeats.
/// </summary>
internal sealed class MailTarget : IAlertTarget
{
    private readonly MailTargetOptions options;
    private readonly TrustedAuthorities authorities;
    private readonly int port;
    private readonly SecureSocketOptions security;

    public MailTarget(MailTargetOptions options)
    {
        this.options = options;
        authorities = new TrustedAuthorities(options.CertificateAuthority);
        if (!options.Server.IsAbsoluteUri || options.Server.Scheme is not ("smtp" or "smtps"))
        {
            throw new DeliveryException(
                $"{options.Server}: a mail server is named smtp://host:port or smtps://host:port.", canRetry: false);
        }

        var isInner = options.Server.Scheme == "smtps";
        var isHere = options.Server.IsLoopback;
        port = options.Server.Port > 0 ? options.Server.Port : isInner ? 465 : 587;
        security = isInner ? SecureSocketOptions.SslOnConnect
            : isHere ? SecureSocketOptions.StartTlsWhenAvailable
            : SecureSocketOptions.StartTls;
        Name = string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Server.Scheme}://{options.Server.Host}:{port} for {string.Join(", ", options.To)}");
        From = Mailbox(options.From);
        To = [.. options.To.Select(Mailbox)];
        if (To.Count == 0)
            throw new DeliveryException("A mail has at least one recipient.", canRetry: false);
    }

    /// <inheritdoc/>
    public string Name { get; }

    private MailboxAddress From { get; }

    private IReadOnlyList<MailboxAddress> To { get; }

    /// <inheritdoc/>
    public async Task SendAsync(AlertDocument document, CancellationToken cancellation)
    {
        try
        {
            await TimeLimit.RunAsync(Name, 2 * options.Timeout, token => MailAsync(document, token), cancellation)
                .ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is CommandException or ProtocolException
            or MailKit.Security.AuthenticationException or SslHandshakeException or NotSupportedException)
        {
            throw new DeliveryException($"{Name}: {cause.Message.Trim()}", IsPassing(cause), cause);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsPassing(Exception cause) => cause switch
    {
        // 4yz: not now; 5yz: never.
        SmtpCommandException command => (int)command.StatusCode is >= 400 and < 500,
        ProtocolException => true,
        _ => false,
    };

    private static MailboxAddress Mailbox(string address) => MailboxAddress.TryParse(address, out var mailbox)
        ? mailbox
        : throw new DeliveryException($"'{address}' is no address of mail.", canRetry: false);

    private async Task MailAsync(AlertDocument document, CancellationToken cancellation)
    {
        using var message = Message(document);
        using var client = new SmtpClient
        {
            Timeout = (int)options.Timeout.TotalMilliseconds, CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = authorities.Accepts,
        };
        await client.ConnectAsync(options.Server.IdnHost, port, security, cancellation).ConfigureAwait(false);
        if (options.Credential is { } credential)
            await client.AuthenticateAsync(Encoding.UTF8, credential, cancellation).ConfigureAwait(false);
        await client.SendAsync(message, cancellation).ConfigureAwait(false);
        await client.DisconnectAsync(quit: true, cancellation).ConfigureAwait(false);
    }

    private MimeMessage Message(AlertDocument document)
    {
        var action = document.Action == AlertAction.Raise ? "" : $"{document.Action}: ";
        var message = new MimeMessage
        {
            Subject = $"[NetAnomaly] {document.Level}: {action}{document.Title}",
            MessageId = $"{FileNames.Of(document.Key)}@netanomaly.invalid",
            Body = new TextPart("plain") { Text = $"{document.Title}\n\n{document.Text}\n" },
        };
        message.From.Add(From);
        message.To.AddRange(To);
        // Answers of absent people would only make noise.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
