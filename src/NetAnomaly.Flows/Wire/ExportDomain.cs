namespace NetAnomaly.Flows.Wire;

/// <summary>
/// What is known of one observation domain of one exporter: its templates, its sampling rates, and data that wait for
/// their template.
/// </summary>
internal sealed class ExportDomain
{
    private const int MaxSamplers = 4096;

    private readonly Dictionary<ulong, double> samplers = [];
    private double rate = 1;

    public Dictionary<ushort, ExportTemplate> Templates { get; } = [];

    /// <summary>Sets whose template has not come yet, in order.</summary>
    public List<HeldSet> Held { get; } = [];

    /// <summary>When it was used last: the ordinal of a message.</summary>
    public long LastUse { get; set; }

    /// <summary>Notes at what rate a sampler, or the exporter as a whole, counts packets.</summary>
    public void SetRate(ulong? sampler, double oneIn)
    {
        if (sampler is not { } id) rate = oneIn;
        else if (samplers.Count < MaxSamplers || samplers.ContainsKey(id)) samplers[id] = oneIn;
    }

    /// <summary>The rate of a sampler; that of the exporter where the sampler is not known.</summary>
    public double Rate(ulong? sampler) => sampler is { } id && samplers.TryGetValue(id, out var known) ? known : rate;
}

/// <summary>A set of data that came before its template.</summary>
/// <param name="Id">Its template.</param>
/// <param name="Header">The header of its message.</param>
/// <param name="Data">Its records.</param>
/// <param name="Place">Where its message stood.</param>
internal sealed record HeldSet(ushort Id, MessageHeader Header, byte[] Data, string Place);
