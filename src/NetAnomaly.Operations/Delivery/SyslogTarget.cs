using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>
/// A syslog receiver: over TCP and TLS each message is preceded by its length (RFC 6587, RFC 5425), over UDP each is a
/// datagram (RFC 5426). What is no syslog message gets the head of one.
/// </summary>
/// <remarks>
/// Syslog has no answers: what a receiver took from the network and lost is lost. Over TCP and TLS it is noticed when
/// the receiver has closed the connection, before anything is written to it.
/// </remarks>
internal sealed class SyslogTarget : IAlertTarget
{
    private const int MostDatagram = 65_000;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly SyslogTargetOptions options;
    private readonly TrustedAuthorities authorities;
    private readonly int port;
    private Socket? socket;
    private Stream? stream;
    private Task<int>? closed;

    public SyslogTarget(SyslogTargetOptions options)
    {
        this.options = options;
        authorities = new TrustedAuthorities(options.CertificateAuthority);
        var usual = UsualPort(options.Address);
        if (usual == 0 || options.Address.IdnHost.Length == 0)
        {
            throw new DeliveryException(
                $"{options.Address}: a syslog receiver is named tcp://host:port, udp://host:port or tls://host:port.",
                canRetry: false);
        }

        port = options.Address.Port > 0 ? options.Address.Port : usual;
        Name = string.Create(
            CultureInfo.InvariantCulture, $"{options.Address.Scheme}://{options.Address.Host}:{port}");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async Task SendAsync(AlertDocument document, CancellationToken cancellation)
    {
        var message = Encoding.UTF8.GetBytes(Message(document));
        try
        {
            if (options.Address.Scheme == "udp") await SendDatagramAsync(message, cancellation).ConfigureAwait(false);
            else await WriteAsync(message, cancellation).ConfigureAwait(false);
        }
        catch (DeliveryException)
        {
            Close();
            throw;
        }
        catch (OperationCanceledException)
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (stream is SslStream tls) await tls.ShutdownAsync().ConfigureAwait(false);
            if (stream is not null) socket!.Shutdown(SocketShutdown.Send);
            // The receiver closes when it has read all; a reset before that would take away what is on its way.
            if (closed is not null) await closed.WaitAsync(Farewell).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or SocketException or TimeoutException
            or InvalidOperationException)
        {
            // It is gone: there is nothing to be closed any more.
        }

        Close();
    }

    private static int UsualPort(Uri address) => !address.IsAbsoluteUri ? 0 : address.Scheme switch
    {
        "tcp" or "udp" => 514,
        "tls" => 6514,
        _ => 0,
    };

    private static string Message(AlertDocument document) => document.Format == AlertFormat.Syslog
        ? document.Text
        : $"{SyslogHeader.Of(document.Level, document.Time, document.Action)} - {document.Text}";

    private Task SendDatagramAsync(byte[] message, CancellationToken cancellation)
    {
        if (message.Length > MostDatagram)
        {
            throw new DeliveryException(
                $"{Name}: the alert has {message.Length:N0} octets, more than a datagram holds; send it over tcp or "
                    + "tls.",
                canRetry: false);
        }

        return TimeLimit.RunAsync(Name, options.Timeout, async token =>
        {
            using var datagrams = new UdpClient();
            datagrams.Connect(options.Address.IdnHost, port);
            await datagrams.SendAsync(message, token).ConfigureAwait(false);
        }, cancellation);
    }

    private async Task WriteAsync(byte[] message, CancellationToken cancellation)
    {
        if (closed is { IsCompleted: true }) Close();
        if (stream is null)
            await TimeLimit.RunAsync(Name, options.Timeout, ConnectAsync, cancellation).ConfigureAwait(false);
        byte[] frame =
            [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length} ")), .. message];
        await TimeLimit.RunAsync(Name, options.Timeout, async token =>
        {
            await stream!.WriteAsync(frame, token).ConfigureAwait(false);
            await stream.FlushAsync(token).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(options.Address.IdnHost, port, cancellation).ConfigureAwait(false);
        Stream connection = new NetworkStream(socket, ownsSocket: true);
        if (options.Address.Scheme == "tls")
        {
            var tls = new SslStream(connection);
            stream = tls;
            await tls.AuthenticateAsClientAsync(authorities.Options(options.Address.IdnHost), cancellation)
                .ConfigureAwait(false);
        }
        else stream = connection;

        // Receivers send nothing: what ends this reading is the end of the connection.
        closed = stream.ReadAsync(new byte[1], CancellationToken.None).AsTask();
        _ = closed.ContinueWith(
            task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    private void Close()
    {
        stream?.Dispose();
        socket?.Dispose();
        (stream, socket, closed) = (null, null, null);
    }
}
