namespace NetAnomaly.Flows.Wire;

/// <summary>A field of a template.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Length">Its length in bytes; 65535 where every record says it.</param>
/// <param name="Offset">Where it stands in records of fixed length.</param>
internal readonly record struct TemplateField(FieldKind Kind, ushort Length, int Offset);

/// <summary>How the records of a set are laid out. Immutable.</summary>
internal sealed class ExportTemplate
{
    /// <summary>The length of a field whose records say how long it is (RFC 7011, 7).</summary>
    public const ushort Variable = 0xffff;

    /// <summary>Makes a template of all its fields in order.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="isOptions">Whether its records tell of the exporter, not of flows.</param>
    /// <param name="isPostReply">Whether the elements 23 and 24, where 1 and 2 are there too, count the reply, as in
    /// NetFlow v9; else they count the same packets behind the exporter, as in IPFIX.</param>
    public ExportTemplate(IReadOnlyList<TemplateField> fields, bool isOptions, bool isPostReply = false)
    {
        bool Has(params ReadOnlySpan<FieldKind> kinds)
        {
            foreach (var field in fields) if (kinds.Contains(field.Kind)) return true;
            return false;
        }

        IsOptions = isOptions;
        IsFixed = fields.All(field => field.Length != Variable);
        MinLength = fields.Sum(field => field.Length == Variable ? 1 : field.Length);
        HasReply = isPostReply && Has(FieldKind.Octets, FieldKind.Packets)
            && Has(FieldKind.PostOctets, FieldKind.PostPackets);
        TellsRate = Has(
            FieldKind.SamplingInterval, FieldKind.SamplingPopulation, FieldKind.SamplingSpace,
            FieldKind.SamplingProbability);
        IsFirewall = Has(FieldKind.FirewallEvent) && !Has(FieldKind.Octets, FieldKind.Packets);
        NeedsSystemStart = Has(FieldKind.StartUptime, FieldKind.EndUptime) && !Has(FieldKind.SystemStart);
        if (HasReply) fields = [.. fields.Select(AsReply)];
        // Of records of fixed length only the fields that are read need be known.
        Fields = [.. IsFixed ? fields.Where(field => field.Kind != FieldKind.None && field.Length > 0) : fields];
    }

    /// <summary>The fields: all of them where one is of variable length, else those that are read.</summary>
    public TemplateField[] Fields { get; }

    /// <summary>Whether its records tell of the exporter.</summary>
    public bool IsOptions { get; }

    /// <summary>Whether all records have the same length.</summary>
    public bool IsFixed { get; }

    /// <summary>The length of a record in bytes, or of the shortest.</summary>
    public int MinLength { get; }

    /// <summary>Whether counts of the reply may stand in the elements 23 and 24.</summary>
    public bool HasReply { get; }

    /// <summary>Whether its records give their sampling rate themselves.</summary>
    public bool TellsRate { get; }

    /// <summary>
    /// Whether its records are events of a firewall's connections (Cisco ASA's NSEL), several of each connection.
    /// Records that count in elements 1 and 2 count what is new, and are flows like any other.
    /// </summary>
    public bool IsFirewall { get; }

    /// <summary>Whether its times count from the exporter's start, which its records do not give.</summary>
    public bool NeedsSystemStart { get; }

    private static TemplateField AsReply(TemplateField field) => field.Kind switch
    {
        FieldKind.PostOctets => field with { Kind = FieldKind.ReverseOctets },
        FieldKind.PostPackets => field with { Kind = FieldKind.ReversePackets },
        _ => field,
    };
}
