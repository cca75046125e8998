using System.Runtime.InteropServices;
using System.Text;

namespace NetAnomaly.Core.Tests.Engines.Native;

/// <summary>
/// Makes small ELF shared objects that the dynamic linker of Linux accepts: versions and symbols, but no code.
/// </summary>
internal sealed class ElfMaker
{
    /// <summary>A version that no C++ runtime defines.</summary>
    public const string FutureVersion = "GLIBCXX_3.4.9999";

    private const int HeaderLength = 64;
    private const int SegmentLength = 56;
    private const ushort FirstIndex = 2;

    private readonly List<byte> strings = [0];

    /// <summary>A need of the C++ runtime.</summary>
    /// <param name="Version">The version.</param>
    /// <param name="Symbols">What is to come from it.</param>
    public sealed record Need(string Version, params string[] Symbols);

    /// <summary>The library that the needs are of.</summary>
    public string Library { get; init; } = "libstdc++.so.6";

    public IReadOnlyList<Need> Needs { get; init; } = [];

    public IReadOnlyList<string> Definitions { get; init; } = [];

    /// <summary>Whether the older hash table of symbols is written instead of GNU's.</summary>
    public bool HasPlainHash { get; init; }

    /// <summary>
    /// The library that TorchSharp is like: the link anchor alone wants a version that no system has.
    /// </summary>
    public static byte[] Anchored() =>
        new ElfMaker
        {
            Needs = [new("GLIBCXX_3.4", "_ZSt4cout"), new(FutureVersion, "_ZSt21ios_base_library_initv")],
        }.Make();

    public byte[] Make()
    {
        var library = Text(Library);
        var needs = Needs.Select(need => (Name: Text(need.Version), need.Version)).ToArray();
        var definitions = Definitions.Select(name => (Name: Text(name), Version: name)).ToArray();
        var symbols = Needs
            .SelectMany((need, at) =>
                need.Symbols.Select(symbol => (Name: Text(symbol), Index: (ushort)(FirstIndex + at))))
            .ToArray();

        var symbolTable = Bytes(writer =>
        {
            writer.Write(new byte[24]);
            foreach (var (name, _) in symbols)
            {
                // A global function that is not defined here.
                writer.Write(name);
                writer.Write((byte)0x12);
                writer.Write(new byte[19]);
            }
        });
        var versions = Bytes(writer =>
        {
            writer.Write((ushort)0);
            foreach (var (_, index) in symbols) writer.Write(index);
        });
        var hash = Bytes(writer =>
        {
            // No symbol is defined: one empty bucket.
            var count = (uint)symbols.Length + 1;
            uint[] numbers = HasPlainHash ? [1, count, 0, .. new uint[count]] : [1, count, 1, 0, 0, 0, 0];
            foreach (var number in numbers) writer.Write(number);
        });
        return Lay(library, symbolTable, versions, hash, NeedTable(library, needs), DefinitionTable(definitions));
    }

    private static byte[] NeedTable(uint library, (uint Name, string Version)[] needs) => Bytes(writer =>
    {
        Write(writer, [1, (ushort)needs.Length], [library, 16, 0]);
        for (var at = 0; at < needs.Length; at++)
        {
            writer.Write(Hash(needs[at].Version));
            Write(writer, [0, (ushort)(FirstIndex + at)], [needs[at].Name, at + 1 < needs.Length ? 16u : 0]);
        }
    });

    private static byte[] DefinitionTable((uint Name, string Version)[] definitions) => Bytes(writer =>
    {
        for (var at = 0; at < definitions.Length; at++)
        {
            var (name, version) = definitions[at];
            Write(writer, [1, 0, (ushort)(at + 1), 1], [Hash(version), 20, at + 1 < definitions.Length ? 28u : 0]);
            Write(writer, [], [name, 0]);
        }
    });

    // One segment holds the whole file, so that addresses are offsets. The tables: symbols, their versions, their hash
    // table, needs, definitions.
    private byte[] Lay(uint library, params byte[][] tables)
    {
        var offset = HeaderLength + (2 * SegmentLength);
        var addresses = new List<ulong>();
        foreach (var table in tables.Append([.. strings]))
        {
            addresses.Add((ulong)offset);
            offset = (offset + table.Length + 7) & ~7;
        }

        (long Tag, ulong Value)[] entries =
        [
            (1, library), (5, addresses[5]), (10, (ulong)strings.Count), (6, addresses[0]), (11, 24),
            (0x6ffffff0, addresses[1]),
            (HasPlainHash ? 4 : 0x6ffffef5, addresses[2]), .. Part(Needs.Count, 0x6ffffffe, addresses[3], 1),
            .. Part(Definitions.Count, 0x6ffffffc, addresses[4], Definitions.Count), (0, 0),
        ];
        return Bytes(writer =>
        {
            WriteHeaders(writer, (ulong)offset, (ulong)entries.Length * 16);
            foreach (var (table, address) in tables.Append([.. strings]).Zip(addresses))
            {
                writer.Write(new byte[(long)address - writer.BaseStream.Position]);
                writer.Write(table);
            }

            writer.Write(new byte[offset - writer.BaseStream.Position]);
            foreach (var (tag, value) in entries)
            {
                writer.Write(tag);
                writer.Write(value);
            }
        });
    }

    private static IEnumerable<(long Tag, ulong Value)> Part(int count, long tag, ulong address, int entries) =>
        count == 0 ? [] : [(tag, address), (tag + 1, (ulong)entries)];

    private static void WriteHeaders(BinaryWriter writer, ulong dynamicOffset, ulong dynamicLength)
    {
        var machine = (ushort)(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 183 : 62);
        writer.Write("\u007fELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0"u8);
        Write(writer, [3, machine], [1]);
        foreach (var number in (ulong[])[0, HeaderLength, 0]) writer.Write(number);
        Write(writer, [], [0]);
        Write(writer, [HeaderLength, SegmentLength, 2, 64, 0, 0], []);
        WriteSegment(writer, 1, 0, dynamicOffset + dynamicLength, 0x10000);
        WriteSegment(writer, 2, dynamicOffset, dynamicLength, 8);
    }

    // Readable and writable: the dynamic linker writes addresses into the dynamic table.
    private static void WriteSegment(BinaryWriter writer, uint type, ulong offset, ulong length, ulong alignment)
    {
        Write(writer, [], [type, 6]);
        foreach (var number in (ulong[])[offset, offset, offset, length, length, alignment]) writer.Write(number);
    }

    private static void Write(BinaryWriter writer, ushort[] halves, uint[] words)
    {
        foreach (var number in halves) writer.Write(number);
        foreach (var number in words) writer.Write(number);
    }

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        return stream.ToArray();
    }

    // System V ABI, "Hash Table".
    private static uint Hash(string name)
    {
        uint hash = 0;
        foreach (var letter in name)
        {
            hash = (hash << 4) + letter;
            hash = (hash ^ ((hash & 0xf0000000) >> 24)) & 0x0fffffff;
        }

        return hash;
    }

    private uint Text(string text)
    {
        var at = (uint)strings.Count;
        strings.AddRange(Encoding.UTF8.GetBytes(text + "\0"));
        return at;
    }
}
