using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace NetAnomaly.Operations.Tests.Delivery;

/// <summary>Takes posts over HTTPS, answers what it is told to, and knows repeats by their key.</summary>
/// <param name="certificate">Its certificate.</param>
/// <param name="answers">
/// What to answer to the post of a number, counted from 1: the head's lines after <c>HTTP/1.1</c>;
/// <see langword="null"/> hangs, and a status of 2xx, or one that ends in <c>!</c>, takes the alert.
/// </param>
internal sealed class HttpsReceiver(X509Certificate2 certificate, Func<int, string?> answers)
    : LoopbackServer(certificate)
{
    private int posts;

    /// <summary>The alerts that it has taken, by key.</summary>
    public ConcurrentDictionary<string, string> Taken { get; } = [];

    /// <summary>The heads of all posts.</summary>
    public ConcurrentQueue<string> Heads { get; } = [];

    protected override async Task ServeAsync(Stream stream)
    {
        while (await HeadAsync(stream) is { Length: > 0 } head)
        {
            Heads.Enqueue(head);
            var body = new byte[int.Parse(Header(head, "Content-Length"), CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(body, Ending);
            var answer = answers(Interlocked.Increment(ref posts));
            if (answer is null) await Task.Delay(Timeout.Infinite, Ending);
            if (answer!.StartsWith('2') || answer.EndsWith('!'))
                Taken.TryAdd(Header(head, "Idempotency-Key"), Encoding.UTF8.GetString(body));
            var text = $"HTTP/1.1 {answer.TrimEnd('!')}\r\nContent-Length: 0\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Ending);
        }
    }

    private async Task<string> HeadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, Ending) == 1)
        {
            text.Append((char)one[0]);
            if (text.Length >= 4 && text.ToString(text.Length - 4, 4) == "\r\n\r\n") return text.ToString();
        }

        return "";
    }

    private static string Header(string head, string name) => head.Split("\r\n")
        .First(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
}
