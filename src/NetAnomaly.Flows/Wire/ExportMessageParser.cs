using System.Buffers.Binary;
using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Reads the messages of flow exporters: NetFlow v1, v5, v7 and v9 (RFC 3954), and IPFIX (RFC 7011), however they came.
/// </summary>
/// <remarks>
/// Templates are kept by observation domain and exporter, of IPFIX by transport session, in bounded memory: 4,096
/// templates of a domain, 16,384 of all, 1,024 domains (the one that was silent longest goes first), 512 fields of a
/// template. Data that come before their template wait for it, 4 MiB at most. Counts of sampled traffic are multiplied
/// by the rate that the exporter gives for the flow's sampler, its interface, or all. The events of a firewall's
/// connection make one flow. Not thread-safe.
/// </remarks>
internal sealed class ExportMessageParser
{
    private const int TemplateSet9 = 0;
    private const int OptionsSet9 = 1;
    private const int TemplateSet10 = 2;
    private const int OptionsSet10 = 3;
    private const int HeaderLength9 = 20;
    private const int HeaderLength10 = 16;

    private readonly TemplateCache cache = new();
    private readonly RecordLog log;
    private readonly BinaryFlowRecords records;
    private readonly FixedMessages fixedMessages;
    private readonly DataSets dataSets;
    private readonly bool waits;

    /// <summary>A parser that knows no template yet, and hands on flows as soon as their template is known.</summary>
    /// <param name="context">Takes the rejects and notes; its path stands in the records.</param>
    public ExportMessageParser(FlowReadContext context)
        : this(context, false)
    {
    }

    /// <summary>A parser that knows no template yet.</summary>
    /// <param name="context">Takes the rejects and notes.</param>
    /// <param name="waits">Whether flows wait for the sampling rate, and for the exporter's start where their times
    /// count from it, as far as <see cref="TemplateCache.MaxWaitingBytes"/> allow: for files, which end.</param>
    internal ExportMessageParser(FlowReadContext context, bool waits)
    {
        this.waits = waits;
        log = new RecordLog(context);
        records = new BinaryFlowRecords(context);
        fixedMessages = new FixedMessages(records, log);
        dataSets = new DataSets(context, log, records);
    }

    /// <summary>How many data records were seen, good ones and rejected ones.</summary>
    public long Ordinal => log.Ordinal;

    /// <summary>
    /// Where the message stands, for the reasons of rejects, such as <c>packet 12</c>; empty where there is no such
    /// thing.
    /// </summary>
    public string Place
    {
        get => log.Place;
        set => log.Place = value;
    }

    /// <summary>Reads one message.</summary>
    /// <param name="message">All of it.</param>
    /// <param name="exporter">Who sent it.</param>
    /// <param name="flows">Takes its flows, in order.</param>
    public void Parse(ReadOnlySpan<byte> message, ExporterKey exporter, ICollection<FlowRecord> flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        if (message.Length < 2)
        {
            log.Reject("a message of less than two bytes is no flow export");
            return;
        }

        var version = BinaryPrimitives.ReadUInt16BigEndian(message);
        switch (version)
        {
            case 1 or 5 or 7:
                fixedMessages.Parse(message, version, exporter, flows);
                break;
            case 9 when message.Length >= HeaderLength9:
                Sets(message[HeaderLength9..], Header9(message), exporter, flows);
                break;
            case 10 when message.Length >= HeaderLength10:
                int length = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
                if (length < HeaderLength10 || length > message.Length)
                    log.Reject("an IPFIX message does not have the length that its header says");
                else Sets(message[HeaderLength10..length], Header10(message), exporter, flows);
                break;
            case 9 or 10:
                log.Reject("a message breaks off in its header");
                break;
            default:
                log.Reject(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"version {version} is none of NetFlow 1, 5, 7, 9 and IPFIX (10)"));
                break;
        }
    }

    /// <summary>
    /// Hands on all that waits, rejects the data whose template did not come, and notes what was assumed: no more
    /// messages will come.
    /// </summary>
    /// <param name="flows">Takes the last flows.</param>
    public void Complete(ICollection<FlowRecord> flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        foreach (var domain in cache.WaitingDomains()) Resume(domain, flows);
        var kindred = new Dictionary<(UInt128, uint, ushort), ExportTemplate?>();
        foreach (var domain in cache.Domains) Complete(domain, kindred, flows);
        dataSets.Complete(flows);
        records.Notes.Tell();
    }

    /// <summary>How many data records have come, those that wait for what options say included.</summary>
    internal long Arrived => log.Ordinal + cache.WaitingRecords;

    /// <summary>Leaves out ordinals, for records that others have read.</summary>
    internal void Skip(long records) => log.Ordinal += records;

    private static MessageHeader Header9(ReadOnlySpan<byte> message) => new(
        9,
        BinaryTime.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(message[8..]), 0),
        BinaryPrimitives.ReadUInt32BigEndian(message[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(message[16..]));

    private static MessageHeader Header10(ReadOnlySpan<byte> message) =>
        new(
            10, BinaryTime.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(message[4..]), 0), 0,
            BinaryPrimitives.ReadUInt32BigEndian(message[12..]));

    private void Sets(
        ReadOnlySpan<byte> sets, in MessageHeader header, ExporterKey exporter, ICollection<FlowRecord> flows)
    {
        var domain = cache.Domain(exporter, header);
        foreach (var forgotten in cache.Forgotten) Complete(forgotten, [], flows);
        cache.Forgotten.Clear();
        // What is shorter than a set's header is padding.
        while (sets.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16BigEndian(sets);
            int length = BinaryPrimitives.ReadUInt16BigEndian(sets[2..]);
            if (length < 4 || length > sets.Length)
            {
                log.Reject(
                    string.Create(
                        CultureInfo.InvariantCulture, $"set {id} claims {length} bytes where {sets.Length} are left"));
                return;
            }

            Set(id, sets[4..length], header, domain, flows);
            sets = sets[length..];
        }
    }

    private void Set(
        ushort id, ReadOnlySpan<byte> set, in MessageHeader header, ExportDomain domain, ICollection<FlowRecord> flows)
    {
        var isIpfix = header.Version == 10;
        if (id >= TemplateParser.FirstId) Data(id, set, header, domain, flows);
        else if (id == (isIpfix ? TemplateSet10 : TemplateSet9)) Templates(set, isIpfix, false, domain, flows);
        else if (id == (isIpfix ? OptionsSet10 : OptionsSet9)) Templates(set, isIpfix, true, domain, flows);
        else log.Reject(string.Create(CultureInfo.InvariantCulture, $"set {id} is neither of templates nor of data"));
    }

    private void Templates(
        ReadOnlySpan<byte> set, bool isIpfix, bool isOptions, ExportDomain domain, ICollection<FlowRecord> flows)
    {
        // Fewer bytes, and zeros behind options templates, are padding.
        while (set.Length >= 4 && (!isOptions || set.Length >= 6) && set.ContainsAnyExcept((byte)0))
        {
            if (TemplateParser.Next(ref set, isIpfix, isOptions, out var id, out var template) is { } wrong)
            {
                log.Reject(wrong);
            }
            else if (template is null)
            {
                // A withdrawal; of all templates, where it names the kind of set.
                if (id >= TemplateParser.FirstId) cache.Remove(domain, id);
                else foreach (var known in domain.Templates.Keys.ToArray()) cache.Remove(domain, known);
            }
            else if (cache.TryAdd(domain, id, template))
            {
                foreach (var held in cache.Release(domain, id)) Data(id, held.Data, held.Header, domain, flows);
            }
            else
            {
                log.Reject(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"template {id} is one too many: the exporter has sent {TemplateCache.MaxTemplates} others"));
            }
        }
    }

    private void Data(
        ushort id, ReadOnlySpan<byte> set, in MessageHeader header, ExportDomain domain, ICollection<FlowRecord> flows)
    {
        if (!domain.Templates.TryGetValue(id, out var template))
        {
            if (set.Length > 0 && !cache.TryHold(domain, new HeldSet(id, null, header, set.ToArray(), Place)))
                RejectHeld(id, set.Length);
        }
        else if (template.IsOptions)
        {
            dataSets.Read(id, template, set, header, domain, flows);
            while (domain.Waiting.TryPeek(out var first) && IsReady(first, domain)) Resume(domain, flows);
        }
        else if (!MustWait(template, header, domain))
        {
            dataSets.Read(id, template, set, header, domain, flows);
        }
        else if (!cache.TryWait(domain, new HeldSet(id, template, header, set.ToArray(), Place)))
        {
            domain.IsImpatient = true;
            while (domain.Waiting.Count > 0) Resume(domain, flows);
            dataSets.Read(id, template, set, header, domain, flows);
        }
    }

    /// <summary>Whether options that have not come yet may say something of a set.</summary>
    private bool MustWait(ExportTemplate template, in MessageHeader header, ExportDomain domain) =>
        waits && !domain.IsImpatient
        && ((!template.TellsRate && !template.IsFirewall && !domain.Rates.IsForAll
                && (!domain.Rates.IsAnyKnown || domain.Waiting.Count > 0))
            || LacksStart(template, header, domain));

    private bool IsReady(HeldSet set, ExportDomain domain) =>
        !LacksStart(set.Template!, set.Header, domain)
        && (domain.Rates.IsForAll || dataSets.AreRatesKnown(set.Template!, set.Data, set.Header, domain));

    private static bool LacksStart(ExportTemplate template, in MessageHeader header, ExportDomain domain) =>
        template.NeedsSystemStart && header.Version == 10 && domain.SystemStart == BinaryFlow.Absent;

    private void Resume(ExportDomain domain, ICollection<FlowRecord> flows)
    {
        var here = Place;
        var set = cache.Next(domain);
        Place = set.Place;
        dataSets.Read(set.Id, set.Template!, set.Data, set.Header, domain, flows);
        Place = here;
    }

    /// <summary>Hands on or rejects what waits in a domain of which no more comes.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="kindred">Templates of other sessions that were looked up before.</param>
    /// <param name="flows">Takes its flows.</param>
    private void Complete(
        ExportDomain domain, Dictionary<(UInt128, uint, ushort), ExportTemplate?> kindred,
        ICollection<FlowRecord> flows)
    {
        var here = Place;
        while (domain.Waiting.Count > 0) Resume(domain, flows);
        foreach (var held in domain.Held)
        {
            Place = held.Place;
            if (domain.Version == 10 && Kindred(domain, held.Id, kindred) is { IsOptions: false } template)
            {
                records.Notes.Add(
                    "set|sets of IPFIX data came from a port that its|their template did not come from; it|they "
                        + "was|were read by the template that the same exporter sent from another one");
                dataSets.Read(held.Id, template, held.Data, held.Header, domain, flows);
            }
            else
            {
                RejectHeld(held.Id, held.Data.Length);
            }
        }

        domain.Held.Clear();
        ExportNotes.Tell(domain, records.Notes);
        Place = here;
    }

    private ExportTemplate? Kindred(
        ExportDomain domain, ushort id, Dictionary<(UInt128, uint, ushort), ExportTemplate?> known)
    {
        var key = (domain.Exporter.Address, domain.Id, id);
        if (!known.TryGetValue(key, out var template)) known.Add(key, template = cache.Kindred(domain, id));
        return template;
    }

    private void RejectHeld(ushort id, int length) => log.Reject(string.Create(
        CultureInfo.InvariantCulture,
        $"{length} bytes of data came without their template {id}; capture for longer, exporters repeat their "
            + $"templates every few minutes"));
}
