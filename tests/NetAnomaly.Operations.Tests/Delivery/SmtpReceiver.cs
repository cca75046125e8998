using System.Collections.Concurrent;

namespace NetAnomaly.Operations.Tests.Delivery;

/// <summary>Takes mail without TLS, as a relay on the same machine may.</summary>
internal sealed class SmtpReceiver() : LoopbackServer(null)
{
    /// <summary>The mails that came.</summary>
    public ConcurrentQueue<string> Mails { get; } = [];

    protected override async Task ServeAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false))
        {
            NewLine = "\r\n", AutoFlush = true,
        };
        await writer.WriteLineAsync("220 localhost");
        while (await reader.ReadLineAsync(Ending) is { } line)
        {
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var mail = new StringBuilder();
                while (await reader.ReadLineAsync(Ending) is { } text and not ".") mail.Append(text).Append('\n');
                Mails.Enqueue(mail.ToString());
            }

            await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 OK");
        }
    }
}
