namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>Makes messages of flow exporters.</summary>
internal static class MessageMaker
{
    /// <summary>2026-03-04T10:00:00Z in seconds since 1970.</summary>
    public const long ExportSeconds = 1_772_618_400;

    /// <summary>An IPFIX message of sets.</summary>
    public static byte[] Ipfix(int domain, params byte[][] sets)
    {
        var message = new ByteMaker().U16(10, 0).U32(ExportSeconds, 7, domain);
        foreach (var set in sets) message.Raw(set);
        return message.LengthAt(2).ToArray();
    }

    /// <summary>A NetFlow v9 message of sets, of an exporter that started so many milliseconds before.</summary>
    public static byte[] NetFlow9(long uptime, int source, params byte[][] sets)
    {
        var message = new ByteMaker().U16(9, sets.Length).U32(uptime, ExportSeconds, 7, source);
        foreach (var set in sets) message.Raw(set);
        return message.ToArray();
    }

    /// <summary>A NetFlow v5 message.</summary>
    public static byte[] NetFlow5(int sampling, params byte[][] rows)
    {
        var message = new ByteMaker().U16(5, rows.Length).U32(100_000, ExportSeconds, 500_000_000, 1).U8(0, 0)
            .U16(sampling);
        foreach (var row in rows) message.Raw(row);
        return message.ToArray();
    }

    /// <summary>A row of NetFlow v5.</summary>
    public static byte[] Row5(
        string source, string destination, long packets, long octets, long first, long last, int sourcePort,
        int destinationPort, int flags, int protocol) =>
        new ByteMaker().Address(source).Address(destination).U32(0).U16(1, 2).U32(packets, octets, first, last)
            .U16(sourcePort, destinationPort).U8(0, flags, protocol, 0).U16(0, 0).U8(0, 0).U16(0).ToArray();

    public static byte[] Set(int id, params byte[][] records)
    {
        var set = new ByteMaker().U16(id, 0);
        foreach (var record in records) set.Raw(record);
        return set.LengthAt(2).ToArray();
    }

    /// <summary>A template's definition; an element of an enterprise is given as (id, length, enterprise).</summary>
    public static byte[] Template(int id, params (int Id, int Length, long Enterprise)[] fields)
    {
        var template = new ByteMaker().U16(id, fields.Length);
        foreach (var (element, length, enterprise) in fields)
        {
            template.U16(enterprise == 0 ? element : element | 0x8000, length);
            if (enterprise != 0) template.U32(enterprise);
        }

        return template.ToArray();
    }

    /// <summary>An IPFIX options template.</summary>
    public static byte[] OptionsTemplate(int id, int scopes, params (int Id, int Length)[] fields)
    {
        var template = new ByteMaker().U16(id, fields.Length, scopes);
        foreach (var (element, length) in fields) template.U16(element, length);
        return template.ToArray();
    }

    /// <summary>
    /// Source, destination, ports, protocol, packets, octets, start and end in milliseconds: 8+8+2+2+1+4+4 bytes.
    /// </summary>
    public static byte[] PlainTemplate(int id) => Template(
        id, (8, 4, 0), (12, 4, 0), (7, 2, 0), (11, 2, 0), (4, 1, 0), (2, 4, 0), (1, 4, 0), (152, 8, 0), (153, 8, 0));

    /// <summary>A record of <see cref="PlainTemplate"/>.</summary>
    public static byte[] PlainRecord(int sourcePort, long packets, long octets) => new ByteMaker()
        .Address("10.0.0.1").Address("10.0.0.2").U16(sourcePort, 80).U8(6).U32(packets, octets)
        .U64(ExportSeconds * 1000UL).U64((ExportSeconds * 1000UL) + 1500).ToArray();
}
