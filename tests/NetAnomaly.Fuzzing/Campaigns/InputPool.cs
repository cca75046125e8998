using NetAnomaly.Fuzzing.Mutation;

namespace NetAnomaly.Fuzzing.Campaigns;

/// <summary>The inputs that others are made of, by format; each format gets as many turns as the next.</summary>
internal sealed class InputPool
{
    private const int MostContent = 64 * 1024;
    private const int MostOfFormat = 4000;

    private readonly Dictionary<string, List<byte[]>> inputs = new(StringComparer.Ordinal);
    private readonly List<string> formats;
    private readonly Random random;

    public InputPool(IEnumerable<Seed> seeds, Random random)
    {
        this.random = random;
        foreach (var seed in seeds) Add(seed.Format, seed.Content);
        formats = [.. inputs.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>How many inputs there are.</summary>
    public int Count { get; private set; }

    /// <summary>The formats that have inputs.</summary>
    public IReadOnlyList<string> Formats => formats;

    /// <summary>Keeps an input that showed something new.</summary>
    public void Add(string format, byte[] content)
    {
        if (!inputs.TryGetValue(format, out var own)) inputs[format] = own = [];
        if (content.Length > MostContent || own.Count >= MostOfFormat) return;
        own.Add(content);
        Count++;
    }

    /// <summary>Makes an input.</summary>
    public (string Format, byte[] Content) Next()
    {
        var format = formats[random.Next(formats.Count)];
        var content = Any(format);
        var other = random.Next(4) == 0 ? Any(formats[random.Next(formats.Count)]) : Any(format);
        var damaged = content is [0x50, 0x4b, ..] && random.Next(4) > 0
            ? ZipParts.Mutate(content, other, random)
            : null;
        damaged ??= ContentMutator.Mutate(content, other, random);
        if (random.Next(4) > 0) Checksums.Repair(damaged);
        return (format, damaged);
    }

    // What came last has been tried least.
    private byte[] Any(string format)
    {
        var own = inputs[format];
        return random.Next(3) == 0 ? own[^(1 + random.Next(Math.Min(own.Count, 20)))] : own[random.Next(own.Count)];
    }
}
