using System.Buffers.Binary;
using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Reads the messages of flow exporters: NetFlow v1, v5, v7 and v9 (RFC 3954), and IPFIX (RFC 7011), however they came.
/// </summary>
/// <remarks>
/// Templates and sampling rates are kept by exporter and observation domain, in bounded memory: 4,096 templates of a
/// domain, 16,384 of all, 1,024 domains (the one that was silent longest goes first), 512 fields of a template. Data
/// that come before their template wait for it, 4 MiB at most. Counts of sampled traffic are multiplied by the rate
/// that the exporter gives. Not thread-safe.
/// </remarks>
public sealed class ExportMessageParser
{
    private const int TemplateSet9 = 0;
    private const int OptionsSet9 = 1;
    private const int TemplateSet10 = 2;
    private const int OptionsSet10 = 3;
    private const int HeaderLength9 = 20;
    private const int HeaderLength10 = 16;

    private readonly FlowReadContext context;
    private readonly TemplateCache cache = new();
    private readonly ExportRecord record;
    private readonly BinaryFlowRecords records;
    private readonly FixedMessages fixedMessages;

    /// <summary>A parser that knows no template yet.</summary>
    /// <param name="context">Takes the rejects; its path stands in the records.</param>
    public ExportMessageParser(FlowReadContext context)
    {
        this.context = context;
        record = new ExportRecord(context);
        records = new BinaryFlowRecords(context);
        fixedMessages = new FixedMessages(records, Reject);
    }

    /// <summary>How many data records were seen, good ones and rejected ones.</summary>
    public long Ordinal { get; private set; }

    /// <summary>
    /// Where the message stands, for the reasons of rejects, such as <c>packet 12</c>; empty where there is no such
    /// thing.
    /// </summary>
    public string Place { get; set; } = "";

    /// <summary>Reads one message.</summary>
    /// <param name="message">All of it.</param>
    /// <param name="exporter">Who sent it.</param>
    /// <param name="flows">Takes its flows, in order.</param>
    public void Parse(ReadOnlySpan<byte> message, ExporterKey exporter, ICollection<FlowRecord> flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        if (message.Length < 2)
        {
            Reject("a message of less than two bytes is no flow export");
            return;
        }

        var version = BinaryPrimitives.ReadUInt16BigEndian(message);
        switch (version)
        {
            case 1 or 5 or 7:
                Ordinal = fixedMessages.Parse(message, version, Ordinal, flows);
                break;
            case 9 when message.Length >= HeaderLength9:
                Sets(message[HeaderLength9..], Header9(message), exporter, flows);
                break;
            case 10 when message.Length >= HeaderLength10:
                int length = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
                if (length < HeaderLength10 || length > message.Length)
                    Reject("an IPFIX message does not have the length that its header says");
                else Sets(message[HeaderLength10..length], Header10(message), exporter, flows);
                break;
            case 9 or 10:
                Reject("a message breaks off in its header");
                break;
            default:
                Reject(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"version {version} is none of NetFlow 1, 5, 7, 9 and IPFIX (10)"));
                break;
        }
    }

    /// <summary>Rejects the data that still wait for their templates: no more messages will come.</summary>
    public void Complete()
    {
        foreach (var domain in cache.Domains)
        {
            foreach (var held in domain.Held)
            {
                Place = held.Place;
                RejectHeld(held.Id, held.Data.Length);
            }

            domain.Held.Clear();
        }
    }

    /// <summary>Leaves out ordinals, for records that others have read.</summary>
    internal void Skip(long records) => Ordinal += records;

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
        // What is shorter than a set's header is padding.
        while (sets.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16BigEndian(sets);
            int length = BinaryPrimitives.ReadUInt16BigEndian(sets[2..]);
            if (length < 4 || length > sets.Length)
            {
                Reject(
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
        else Reject(string.Create(CultureInfo.InvariantCulture, $"set {id} is neither of templates nor of data"));
    }

    private void Templates(
        ReadOnlySpan<byte> set, bool isIpfix, bool isOptions, ExportDomain domain, ICollection<FlowRecord> flows)
    {
        // Fewer bytes, and zeros behind options templates, are padding.
        while (set.Length >= 4 && (!isOptions || set.Length >= 6) && set.ContainsAnyExcept((byte)0))
        {
            if (TemplateParser.Next(ref set, isIpfix, isOptions, out var id, out var template) is { } wrong)
            {
                Reject(wrong);
            }
            else if (template is null)
            {
                // A withdrawal; of all templates, where it names the kind of set.
                if (id >= TemplateParser.FirstId) cache.Remove(domain, id);
                else foreach (var known in domain.Templates.Keys.ToArray()) cache.Remove(domain, known);
            }
            else if (cache.TryAdd(domain, id, template))
            {
                foreach (var held in cache.Release(domain, id)) Data(held.Id, held.Data, held.Header, domain, flows);
            }
            else
            {
                Reject(
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
            if (set.Length > 0 && !cache.TryHold(domain, new HeldSet(id, header, set.ToArray(), Place)))
                RejectHeld(id, set.Length);
            return;
        }

        // What is shorter than a record is padding.
        while (set.Length >= template.MinLength)
        {
            record.Clear();
            var used = template.IsFixed ? Fixed(template, set, header) : Measured(template, set, header);
            if (used == 0)
            {
                // Padding behind records of variable length may pass for the beginning of one.
                if (set.ContainsAnyExcept((byte)0))
                    Reject(
                        string.Create(
                            CultureInfo.InvariantCulture, $"a record of template {id} is longer than its set"));
                return;
            }

            if (template.IsOptions) TakeOptions(domain);
            else Hand(set[..used], header, domain, flows);
            set = set[used..];
        }
    }

    private int Fixed(ExportTemplate template, ReadOnlySpan<byte> set, in MessageHeader header)
    {
        foreach (ref readonly var field in template.Fields.AsSpan())
            record.Set(field.Kind, set.Slice(field.Offset, field.Length), header);
        return template.MinLength;
    }

    /// <summary>Reads a record whose fields say how long they are.</summary>
    /// <returns>Its length; 0 where it does not fit.</returns>
    private int Measured(ExportTemplate template, ReadOnlySpan<byte> set, in MessageHeader header)
    {
        var at = 0;
        foreach (ref readonly var field in template.Fields.AsSpan())
        {
            int length = field.Length;
            if (length == ExportTemplate.Variable)
            {
                if (at >= set.Length) return 0;
                length = set[at++];
                if (length == 255)
                {
                    if (at + 2 > set.Length) return 0;
                    length = BinaryPrimitives.ReadUInt16BigEndian(set[at..]);
                    at += 2;
                }
            }

            if (length > set.Length - at) return 0;
            if (field.Kind != FieldKind.None) record.Set(field.Kind, set.Slice(at, length), header);
            at += length;
        }

        return at;
    }

    private void TakeOptions(ExportDomain domain)
    {
        if (record.OwnRate() is { } rate) domain.SetRate(record.Sampler, rate);
    }

    private void Hand(
        ReadOnlySpan<byte> bytes, in MessageHeader header, ExportDomain domain, ICollection<FlowRecord> flows)
    {
        record.Settle(header, domain);
        if (BinaryFlowRecords.Fault(record.Flow) is { } fault)
        {
            Reject(fault, bytes);
            return;
        }

        flows.Add(records.Make(record.Flow, ++Ordinal));
    }

    private void RejectHeld(ushort id, int length) => Reject(string.Create(
        CultureInfo.InvariantCulture,
        $"{length} bytes of data came without their template {id}; capture for longer, exporters repeat their "
            + $"templates every few minutes"));

    private void Reject(string reason) => Reject(reason, default);

    private void Reject(string reason, ReadOnlySpan<byte> bytes) =>
        context.Reject(++Ordinal, Place.Length == 0 ? reason : $"{Place}: {reason}", HexText.Of(bytes));
}
