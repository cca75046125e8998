using System.Buffers.Binary;
using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>Reads templates of NetFlow v9 (RFC 3954) and IPFIX (RFC 7011).</summary>
internal static class TemplateParser
{
    /// <summary>Fields of one template at most; a template with more is rejected.</summary>
    public const int MaxFields = 512;

    /// <summary>The first number that templates may have; lower ones are kinds of sets.</summary>
    public const ushort FirstId = 256;

    private const ushort EnterpriseBit = 0x8000;
    private const ushort InterfaceScope = 2;

    // nProbe writes the counts of the reply into 23 and 24, in IPFIX as in NetFlow v9.
    private const uint Ntop = 35632;

    /// <summary>Reads the next template of a set.</summary>
    /// <param name="set">The rest of the set; begins behind the template afterwards.</param>
    /// <param name="isIpfix">Whether it is IPFIX, else NetFlow v9.</param>
    /// <param name="isOptions">Whether it is a set of options templates.</param>
    /// <param name="id">The template's number.</param>
    /// <param name="template">The template; <see langword="null"/> where it is withdrawn, or where something is
    /// wrong.</param>
    /// <returns>What is wrong; <see langword="null"/> if nothing is.</returns>
    public static string? Next(
        ref ReadOnlySpan<byte> set, bool isIpfix, bool isOptions, out ushort id, out ExportTemplate? template)
    {
        template = null;
        id = BinaryPrimitives.ReadUInt16BigEndian(set);
        int count = BinaryPrimitives.ReadUInt16BigEndian(set[2..]);
        set = set[4..];
        var scopes = 0;
        if (count == 0 && isIpfix) return null;
        if (id < FirstId) return Numbered(ref set, id, "has a number below 256");
        if (isOptions)
        {
            // IPFIX counts all fields, and the scopes among them; NetFlow v9 gives the bytes of the scopes, and those
            // of the options.
            if (set.Length < 2) return Numbered(ref set, id, "breaks off");
            int second = BinaryPrimitives.ReadUInt16BigEndian(set);
            set = set[2..];
            (count, scopes) = isIpfix ? (count, 0) : ((count + second) / 4, count / 4);
        }

        if (count is 0 or > MaxFields)
            return Numbered(ref set, id, count == 0 ? "has no fields" : $"has more than {MaxFields} fields");
        return Fields(ref set, isIpfix, isOptions, count, scopes, out template) is { } wrong
            ? Numbered(ref set, id, wrong)
            : null;
    }

    private static string? Fields(
        ref ReadOnlySpan<byte> set, bool isIpfix, bool isOptions, int count, int scopes, out ExportTemplate? template)
    {
        template = null;
        var fields = new TemplateField[count];
        var isPostReply = !isIpfix;
        var offset = 0;
        for (var i = 0; i < count; i++)
        {
            if (set.Length < 4) return "breaks off";
            var type = BinaryPrimitives.ReadUInt16BigEndian(set);
            var length = BinaryPrimitives.ReadUInt16BigEndian(set[2..]);
            set = set[4..];
            var enterprise = 0u;
            if (isIpfix && (type & EnterpriseBit) != 0)
            {
                if (set.Length < 4) return "breaks off";
                enterprise = BinaryPrimitives.ReadUInt32BigEndian(set);
                type &= unchecked((ushort)~EnterpriseBit);
                set = set[4..];
                isPostReply |= enterprise == Ntop;
            }

            // The scopes of NetFlow v9 have numbers of their own (RFC 3954, 6.1).
            var kind = i >= scopes ? InformationElements.Kind(enterprise, type)
                : type == InterfaceScope ? FieldKind.InputInterface : FieldKind.None;
            fields[i] = new TemplateField(kind, length, offset);
            offset += length;
        }

        var made = new ExportTemplate(fields, isOptions, isPostReply);
        if (made.MinLength == 0) return "has only fields of length zero";
        if (made.MinLength > ushort.MaxValue) return "describes records that fit in no message";
        template = made;
        return null;
    }

    /// <summary>After a fault nobody knows where the next template begins: the rest of the set is given up.</summary>
    private static string Numbered(ref ReadOnlySpan<byte> set, ushort id, string wrong)
    {
        set = default;
        return string.Create(CultureInfo.InvariantCulture, $"template {id} {wrong}");
    }
}
