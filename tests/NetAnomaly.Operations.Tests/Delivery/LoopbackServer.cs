using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace NetAnomaly.Operations.Tests.Delivery;

/// <summary>A server on a port of this machine, with TLS or without.</summary>
internal abstract class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly X509Certificate2? certificate;
    private readonly Task accepting;

    protected LoopbackServer(X509Certificate2? certificate)
    {
        this.certificate = certificate;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Cancelled when the server ends.</summary>
    protected CancellationToken Ending => ending.Token;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await accepting;
        ending.Dispose();
    }

    protected abstract Task ServeAsync(Stream stream);

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(HandleAsync(await listener.AcceptTcpClientAsync(Ending)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task HandleAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (certificate is null) await ServeAsync(client.GetStream());
                else
                {
                    await using var tls = new SslStream(client.GetStream());
                    await tls.AuthenticateAsServerAsync(certificate);
                    await ServeAsync(tls);
                }
            }
            catch (Exception cause) when (cause is IOException or OperationCanceledException or AuthenticationException)
            {
                // The client went away, or does not trust the certificate.
            }
        }
    }
}
