namespace NetAnomaly.Flows.Wire;

/// <summary>
/// The domains of all exporters. Bounded, so that neither a flood of templates nor one of forged exporters can fill the
/// memory.
/// </summary>
internal sealed class TemplateCache
{
    /// <summary>Templates of one domain; further ones are rejected.</summary>
    public const int MaxTemplates = 4096;

    /// <summary>Templates of all domains together; above it the domain that was silent longest is forgotten.</summary>
    public const int MaxAllTemplates = 16_384;

    /// <summary>Domains; above it the one that was silent longest is forgotten.</summary>
    public const int MaxDomains = 1024;

    /// <summary>Bytes of data that may wait for their templates; further ones are rejected.</summary>
    public const int MaxHeldBytes = 4 << 20;

    /// <summary>Bytes of data that may wait for what options say; above it a domain waits no longer.</summary>
    public const int MaxWaitingBytes = 16 << 20;

    private readonly Dictionary<(ExporterKey Exporter, ushort Version, uint Domain), ExportDomain> domains = [];
    private int templates;
    private int heldBytes;
    private int waitingBytes;
    private long clock;
    private long waited;

    /// <summary>All domains.</summary>
    public IEnumerable<ExportDomain> Domains => domains.Values;

    /// <summary>Domains that had to be forgotten; who takes their data clears them.</summary>
    public List<ExportDomain> Forgotten { get; } = [];

    /// <summary>How many records wait for what options say.</summary>
    public long WaitingRecords { get; private set; }

    /// <summary>The domain of a message.</summary>
    public ExportDomain Domain(ExporterKey exporter, in MessageHeader header)
    {
        var key = (header.Version == 10 ? exporter : new ExporterKey(exporter.Address), header.Version, header.Domain);
        if (!domains.TryGetValue(key, out var domain))
        {
            if (domains.Count >= MaxDomains) ForgetSilent(null);
            domain = new ExportDomain(key.Item1, header.Version, header.Domain);
            domains.Add(key, domain);
        }

        domain.LastUse = ++clock;
        return domain;
    }

    /// <summary>
    /// The template of another session with the same exporter: the one of that number that was used last. For exporters
    /// that change their port.
    /// </summary>
    public ExportTemplate? Kindred(ExportDomain domain, ushort id) => domains.Values
        .Where(other => other.Exporter.Address == domain.Exporter.Address && other.Version == domain.Version
            && other.Id == domain.Id && other.Templates.ContainsKey(id))
        .MaxBy(other => other.LastUse)?.Templates[id];

    /// <summary>Keeps a template.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(ExportDomain domain, ushort id, ExportTemplate template)
    {
        if (!domain.Templates.ContainsKey(id))
        {
            if (domain.Templates.Count >= MaxTemplates) return false;
            if (templates >= MaxAllTemplates && !ForgetSilent(domain)) return false;
            templates++;
        }

        domain.Templates[id] = template;
        return true;
    }

    /// <summary>Forgets a template that the exporter has withdrawn.</summary>
    public void Remove(ExportDomain domain, ushort id)
    {
        if (domain.Templates.Remove(id)) templates--;
    }

    /// <summary>Keeps a set until its template comes.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryHold(ExportDomain domain, HeldSet set)
    {
        if (heldBytes + set.Data.Length > MaxHeldBytes) return false;
        heldBytes += set.Data.Length;
        domain.Held.Add(set);
        return true;
    }

    /// <summary>Keeps a set until options say what it needs.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryWait(ExportDomain domain, HeldSet set)
    {
        if (waitingBytes + set.Data.Length > MaxWaitingBytes) return false;
        waitingBytes += set.Data.Length;
        WaitingRecords += set.Data.Length / set.Template!.MinLength;
        domain.Waiting.Enqueue(set with { Order = ++waited });
        return true;
    }

    /// <summary>The domain of each set that waits, in the order that they came in.</summary>
    public IReadOnlyList<ExportDomain> WaitingDomains() =>
    [
        .. domains.Values.SelectMany(domain => domain.Waiting.Select(set => (domain, set.Order)))
            .OrderBy(pair => pair.Order).Select(pair => pair.domain),
    ];

    /// <summary>Takes the set of a domain that has waited longest.</summary>
    public HeldSet Next(ExportDomain domain)
    {
        var set = domain.Waiting.Dequeue();
        waitingBytes -= set.Data.Length;
        WaitingRecords -= set.Data.Length / set.Template!.MinLength;
        return set;
    }

    /// <summary>Takes the sets that waited for a template.</summary>
    public IReadOnlyList<HeldSet> Release(ExportDomain domain, ushort id)
    {
        if (domain.Held.Count == 0) return [];
        var released = domain.Held.FindAll(set => set.Id == id);
        if (released.Count == 0) return released;
        domain.Held.RemoveAll(set => set.Id == id);
        heldBytes -= released.Sum(set => set.Data.Length);
        return released;
    }

    private bool ForgetSilent(ExportDomain? except)
    {
        var silent = domains.Where(pair => pair.Value != except).MinBy(pair => pair.Value.LastUse);
        if (silent.Value is null) return false;
        domains.Remove(silent.Key);
        templates -= silent.Value.Templates.Count;
        heldBytes -= silent.Value.Held.Sum(set => set.Data.Length);
        Forgotten.Add(silent.Value);
        return true;
    }
}
