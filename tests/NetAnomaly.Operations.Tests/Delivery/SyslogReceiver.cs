using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace NetAnomaly.Operations.Tests.Delivery;

/// <summary>Takes messages that are preceded by their lengths, over TCP or TLS.</summary>
internal sealed class SyslogReceiver(X509Certificate2? certificate = null) : LoopbackServer(certificate)
{
    /// <summary>What came.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    /// <summary>After how many messages of a connection it is closed; 0 for never.</summary>
    public int ClosesAfter { get; init; }

    protected override async Task ServeAsync(Stream stream)
    {
        for (var count = 1; await LengthAsync(stream) is { } length; count++)
        {
            var message = new byte[length];
            await stream.ReadExactlyAsync(message, Ending);
            Messages.Enqueue(Encoding.UTF8.GetString(message));
            if (count == ClosesAfter) return;
        }
    }

    private async Task<int?> LengthAsync(Stream stream)
    {
        var text = "";
        var one = new byte[1];
        while (await stream.ReadAsync(one, Ending) == 1)
        {
            if (one[0] == ' ') return int.Parse(text, CultureInfo.InvariantCulture);
            if (!char.IsAsciiDigit((char)one[0])) throw new InvalidDataException($"no length: {text}{(char)one[0]}");
            text += (char)one[0];
        }

        return null;
    }
}
