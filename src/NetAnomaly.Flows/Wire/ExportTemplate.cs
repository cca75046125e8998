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
    public ExportTemplate(IReadOnlyList<TemplateField> fields, bool isOptions)
    {
        IsOptions = isOptions;
        IsFixed = fields.All(field => field.Length != Variable);
        MinLength = fields.Sum(field => field.Length == Variable ? 1 : field.Length);
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
}
