namespace NetAnomaly.Flows.Wire;

/// <summary>
/// At what rates an exporter counts packets: a sampler, an interface, or all of it. Bounded in number.
/// </summary>
internal sealed class SamplingRates
{
    private const int MaxRates = 4096;

    private readonly Dictionary<ulong, double> samplers = [];
    private readonly Dictionary<ulong, double> interfaces = [];
    private double? all;

    /// <summary>Whether any rate was told.</summary>
    public bool IsAnyKnown => all is not null || samplers.Count > 0 || interfaces.Count > 0;

    /// <summary>Whether a rate holds for every flow, whatever it names.</summary>
    public bool IsForAll => all is not null && samplers.Count == 0 && interfaces.Count == 0;

    /// <summary>Takes what option data say.</summary>
    /// <param name="options">The record; its sampler or interface is what the rate holds for.</param>
    /// <param name="oneIn">One packet in so many is counted.</param>
    public void Set(ExportRecord options, double oneIn)
    {
        if (options.Sampler is { } sampler) Set(samplers, sampler, oneIn);
        else if (options.InputInterface > 0) Set(interfaces, options.InputInterface, oneIn);
        else if (options.OutputInterface > 0) Set(interfaces, options.OutputInterface, oneIn);
        else all = oneIn;
    }

    /// <summary>
    /// The rate that holds for a flow: that of its sampler, of the interface that it came in by, of the one that it
    /// went out by, of the exporter.
    /// </summary>
    /// <param name="flow">The record.</param>
    /// <param name="rate">The rate; 1 where none is known.</param>
    /// <returns>Whether one is known for it.</returns>
    public bool TryFind(ExportRecord flow, out double rate)
    {
        if (flow.Sampler is { } sampler && samplers.TryGetValue(sampler, out rate)) return true;
        if (interfaces.Count > 0 && (interfaces.TryGetValue(flow.InputInterface, out rate)
            || interfaces.TryGetValue(flow.OutputInterface, out rate))) return true;
        rate = all ?? 1;
        return all is not null;
    }

    private static void Set(Dictionary<ulong, double> rates, ulong id, double oneIn)
    {
        if (rates.Count < MaxRates || rates.ContainsKey(id)) rates[id] = oneIn;
    }
}
