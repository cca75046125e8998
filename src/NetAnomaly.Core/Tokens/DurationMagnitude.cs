using System.Globalization;
using System.Numerics;

namespace NetAnomaly.Core.Tokens;

/// <summary>floor(log2(milliseconds + 1)): <c>d10</c> is one to two seconds.</summary>
internal sealed class DurationMagnitude : Tokenizer
{
    private readonly string[] words =
    [
        .. Enumerable.Range(0, 64).Select(n => string.Create(CultureInfo.InvariantCulture, $"d{n}")),
    ];

    private DurationMagnitude()
    {
    }

    public static DurationMagnitude Instance { get; } = new();

    public override TokenScheme Scheme => TokenScheme.Duration;

    public override string Word(FlowRecord flow) =>
        words[BitOperations.Log2((ulong)Math.Max(0, flow.Duration.Ticks / TimeSpan.TicksPerMillisecond) + 1)];

    public override string Describe(string word) =>
        int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var magnitude)
            ? magnitude == 0
                ? "lasting under 1 ms"
                : string.Create(
                    CultureInfo.InvariantCulture, $"lasting {Seconds(magnitude)} to {Seconds(magnitude + 1)} s")
            : $"of duration {word}";

    private static double Seconds(int magnitude) => Math.Round((Math.Pow(2, magnitude) - 1) / 1000, 3);
}
