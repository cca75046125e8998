using System.Buffers.Binary;

namespace NetAnomaly.Core.Engines.Native;

/// <summary>
/// The symbol versions of a shared object: those that it needs of other libraries and those that it defines. Source:
/// Linux Standard Base Core 5.0, section "Symbol Versioning".
/// </summary>
internal sealed class SharedObject
{
    private const long SymbolTable = 6;
    private const long SymbolVersions = 0x6ffffff0;
    private const long DefinitionTable = 0x6ffffffc;
    private const long DefinitionCount = 0x6ffffffd;
    private const long NeedTable = 0x6ffffffe;
    private const long NeedCount = 0x6fffffff;
    private const int SymbolLength = 24;
    private const int NeedLength = 16;
    private const int DefinitionLength = 20;
    // As many as an index of a version can tell apart.
    private const ulong MostEntries = VersionMask;
    private const ushort VersionMask = 0x7fff;

    private SharedObject(IReadOnlyList<VersionNeed> needs, IReadOnlyList<string> definitions)
    {
        Needs = needs;
        Definitions = definitions;
    }

    /// <summary>The versions that it needs of other libraries.</summary>
    public IReadOnlyList<VersionNeed> Needs { get; }

    /// <summary>The versions that it defines; the first is its own name.</summary>
    public IReadOnlyList<string> Definitions { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no 64-bit little-endian ELF shared object, or is damaged; the
    /// message names it.</exception>
    public static SharedObject Read(string path)
    {
        using var image = ElfImage.Open(path);
        return new SharedObject(ReadNeeds(image), ReadDefinitions(image));
    }

    private static List<VersionNeed> ReadNeeds(ElfImage image)
    {
        if (image.Entry(NeedTable) is not { } at) return [];
        var symbols = SymbolsByVersion(image);
        var needs = new List<VersionNeed>();
        for (var left = Math.Min(image.Entry(NeedCount) ?? 0, MostEntries); left > 0; left--)
        {
            // Elf64_Verneed: version, count of versions, library, first version, next library.
            var library = image.Read(at, NeedLength);
            ReadNeedsOf(image, at, library, symbols, needs);
            if (!TryAdvance(library.AsSpan(12), ref at)) break;
        }

        return needs;
    }

    private static void ReadNeedsOf(
        ElfImage image, ulong at, byte[] library, ILookup<ushort, string> symbols, List<VersionNeed> needs)
    {
        var name = image.Text(BinaryPrimitives.ReadUInt32LittleEndian(library.AsSpan(4)));
        if (!TryAdvance(library.AsSpan(8), ref at)) return;
        for (var left = BinaryPrimitives.ReadUInt16LittleEndian(library.AsSpan(2)); left > 0; left--)
        {
            // Elf64_Vernaux: hash, flags, index, name, next version.
            var version = image.Read(at, NeedLength);
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(version.AsSpan(4));
            var index = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(version.AsSpan(6)) & VersionMask);
            needs.Add(new VersionNeed(
                name,
                image.Text(BinaryPrimitives.ReadUInt32LittleEndian(version.AsSpan(8))),
                (flags & VersionNeed.WeakFlag) != 0,
                [.. symbols[index]],
                (long)image.Offset(at, NeedLength) + 4));
            if (!TryAdvance(version.AsSpan(12), ref at)) break;
        }
    }

    private static List<string> ReadDefinitions(ElfImage image)
    {
        var definitions = new List<string>();
        if (image.Entry(DefinitionTable) is not { } at) return definitions;
        for (var left = Math.Min(image.Entry(DefinitionCount) ?? 0, MostEntries); left > 0; left--)
        {
            // Elf64_Verdef: version, flags, index, count of names, hash, first name, next definition. The first name is
            // the version's own.
            var definition = image.Read(at, DefinitionLength);
            var names = at;
            if (!TryAdvance(definition.AsSpan(12), ref names)) throw image.Malformed("a version in it has no name");
            definitions.Add(image.Text(BinaryPrimitives.ReadUInt32LittleEndian(image.Read(names, 8))));
            if (!TryAdvance(definition.AsSpan(16), ref at)) break;
        }

        return definitions;
    }

    private static ILookup<ushort, string> SymbolsByVersion(ElfImage image)
    {
        if (image.Entry(SymbolTable) is not { } table) throw image.Malformed("it has no symbols");
        if (image.Entry(SymbolVersions) is not { } versionTable) throw image.Malformed("its symbols have no versions");
        var count = SymbolCount.Of(image);
        var symbols = image.Read(table, (long)count * SymbolLength);
        var versions = image.Read(versionTable, (long)count * 2);
        return Enumerable.Range(0, (int)count).ToLookup(
            index => (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(versions.AsSpan(index * 2)) & VersionMask),
            index => image.Text(BinaryPrimitives.ReadUInt32LittleEndian(symbols.AsSpan(index * SymbolLength))));
    }

    // The tables are lists whose links count bytes from the entry that holds them; zero ends a list.
    private static bool TryAdvance(ReadOnlySpan<byte> link, ref ulong at)
    {
        var distance = BinaryPrimitives.ReadUInt32LittleEndian(link);
        at += distance;
        return distance != 0;
    }
}
