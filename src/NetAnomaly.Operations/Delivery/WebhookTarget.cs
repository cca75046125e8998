using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>
/// An HTTPS endpoint to which alerts are posted. <c>Idempotency-Key</c> is the same for every attempt, so that the
/// receiver can tell an alert that it has already.
/// </summary>
internal sealed class WebhookTarget : IAlertTarget
{
    private const int NameDigits = 8;
    private readonly HttpClient client;
    private readonly WebhookTargetOptions options;
    private readonly TimeProvider time;

    public WebhookTarget(WebhookTargetOptions options, TimeProvider? time = null)
    {
        this.options = options;
        this.time = time ?? TimeProvider.System;
        if (!options.Address.IsAbsoluteUri || options.Address.Scheme != Uri.UriSchemeHttps)
        {
            throw new DeliveryException(
                "A webhook is an address that begins with https://; alerts are not sent unencrypted.", canRetry: false);
        }

        // Paths of webhooks are often secrets themselves.
        var path = NameUuid.Of(NameUuid.Product, options.Address.AbsoluteUri)[..NameDigits];
        Name = $"{options.Address.GetLeftPart(UriPartial.Authority)}#{path}";
        client = new HttpClient(Handler(options)) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(
            new ProductInfoHeaderValue("NetAnomaly", AlertFacts.ProductVersion));
        if (options.Token is { } token)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Password);
        else if (options.Credential is { } credential)
        {
            var pair = Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}");
            client.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task SendAsync(AlertDocument document, CancellationToken cancellation)
    {
        try
        {
            await TimeLimit.RunAsync(Name, options.Timeout, token => PostAsync(document, token), cancellation)
                .ConfigureAwait(false);
        }
        catch (HttpRequestException cause)
        {
            // A certificate that is not trusted will not be so in a minute.
            var text = cause.InnerException is AuthenticationException inner ? inner.Message : cause.Message;
            throw new DeliveryException(
                $"{Name}: {text}", canRetry: cause.InnerException is not AuthenticationException, cause);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static SocketsHttpHandler Handler(WebhookTargetOptions options)
    {
        var ssl = new TrustedAuthorities(options.CertificateAuthority).Options(options.Address.IdnHost);
        return new SocketsHttpHandler
        {
            // A redirection would take the alert, and the secret, to where nobody named.
            AllowAutoRedirect = false, ConnectTimeout = options.Timeout, SslOptions = ssl,
        };
    }

    private async Task PostAsync(AlertDocument document, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Address);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(document.Text));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(document.Format switch
        {
            AlertFormat.Stix => "application/stix+json;version=2.1",
            AlertFormat.Cef or AlertFormat.Syslog => "text/plain;charset=utf-8",
            _ => "application/json",
        });
        request.Headers.Add("Idempotency-Key", Uri.EscapeDataString(document.Key));
        using var response = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return;
        throw new DeliveryException(
            string.Create(CultureInfo.InvariantCulture, $"{Name}: answered {(int)response.StatusCode}."),
            IsPassing(response.StatusCode))
        {
            RetryAfter = RetryAfter(response.Headers.RetryAfter),
        };
    }

    // 409: an attempt with the same key is still being worked on.
    private static bool IsPassing(HttpStatusCode status) => (int)status is >= 500 or 408 or 409 or 425 or 429;

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
