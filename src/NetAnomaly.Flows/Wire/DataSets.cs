using System.Buffers.Binary;
using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>Reads sets of data by their templates: NetFlow v9 and IPFIX.</summary>
internal sealed class DataSets
{
    private readonly RecordLog log;
    private readonly ExportRecord record;
    private readonly BinaryFlowRecords records;
    private readonly FirewallEvents firewall;

    /// <summary>A reader of sets.</summary>
    public DataSets(FlowReadContext context, RecordLog log, BinaryFlowRecords records)
    {
        this.log = log;
        this.records = records;
        record = new ExportRecord(context);
        firewall = new FirewallEvents(records);
    }

    /// <summary>Reads a set.</summary>
    /// <param name="id">The number of its template.</param>
    /// <param name="template">How its records are laid out.</param>
    /// <param name="set">Its records.</param>
    /// <param name="header">The header of its message.</param>
    /// <param name="domain">Its domain; takes what options say.</param>
    /// <param name="flows">Takes the flows.</param>
    public void Read(
        ushort id, ExportTemplate template, ReadOnlySpan<byte> set, in MessageHeader header, ExportDomain domain,
        ICollection<FlowRecord> flows)
    {
        // What is shorter than a record is padding.
        while (set.Length >= template.MinLength)
        {
            var used = Fill(template, set, header);
            if (used == 0)
            {
                // Padding behind records of variable length may pass for the beginning of one.
                if (set.ContainsAnyExcept((byte)0))
                    log.Reject(
                        string.Create(
                            CultureInfo.InvariantCulture, $"a record of template {id} is longer than its set"));
                return;
            }

            if (template.IsOptions) TakeOptions(domain);
            else Hand(template, set[..used], header, domain, flows);
            set = set[used..];
        }
    }

    /// <summary>Whether a rate is known for each record of a set.</summary>
    public bool AreRatesKnown(
        ExportTemplate template, ReadOnlySpan<byte> set, in MessageHeader header, ExportDomain domain)
    {
        while (set.Length >= template.MinLength)
        {
            var used = Fill(template, set, header);
            if (used == 0) return true;
            if (record.OwnRate() is null && !domain.Rates.TryFind(record, out _)) return false;
            set = set[used..];
        }

        return true;
    }

    /// <summary>Hands on what is known of connections whose end was not told.</summary>
    public void Complete(ICollection<FlowRecord> flows) => firewall.Complete(flows);

    private int Fill(ExportTemplate template, ReadOnlySpan<byte> set, in MessageHeader header)
    {
        record.Clear();
        if (!template.IsFixed) return Measured(template, set, header);
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
        if (record.SystemStart is { } start) domain.SystemStart = start;
        if (record.OwnRate() is not { } rate) return;
        if (!domain.Rates.IsAnyKnown) ExportNotes.Late(domain, rate, records.Notes);
        domain.Rates.Set(record, rate);
    }

    private void Hand(
        ExportTemplate template, ReadOnlySpan<byte> bytes, in MessageHeader header, ExportDomain domain,
        ICollection<FlowRecord> flows)
    {
        if (!record.Settle(header, domain, template.HasReply)) domain.Undated++;
        record.Flow.Scale = Rate(domain);
        record.Flow.Exporter = domain.Name;
        if (BinaryFlowRecords.Fault(record.Flow) is { } fault) log.Reject(fault, bytes);
        else if (template.IsFirewall) firewall.Take(
            record.Flow, record.Event, ConnectionKey.Of(record.Flow, domain.Exporter.Address, domain.Id, record.FlowId),
            ++log.Ordinal, flows);
        else flows.Add(records.Make(record.Flow, ++log.Ordinal));
    }

    private double Rate(ExportDomain domain)
    {
        if (record.OwnRate() is { } own) return own;
        if (domain.Rates.TryFind(record, out var rate)) return rate;
        if (!domain.Rates.IsAnyKnown) domain.Unscaled++;
        else if (record.Sampler is > 0) domain.Unrated++;
        return rate;
    }
}
