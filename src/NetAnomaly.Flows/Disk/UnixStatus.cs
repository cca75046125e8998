using System.Globalization;
using System.Runtime.InteropServices;

namespace NetAnomaly.Flows.Disk;

/// <summary>Asks Linux and macOS what stands at a path; .NET tells neither pipes nor the identity of files.</summary>
internal static partial class UnixStatus
{
    private const int TypeMask = 0xf000;
    private const int DirectoryType = 0x4000;
    private const int RegularType = 0x8000;

    // Both structures are smaller; their layout is part of the systems' binary interfaces.
    private const int StatusLength = 512;

    // linux/fcntl.h and linux/stat.h: the path starts at the current directory, all basic fields are wanted.
    private const int CurrentDirectory = -100;
    private const uint BasicFields = 0x7ff;

    /// <summary>What statx(2) says; <see langword="null"/> where there is nothing.</summary>
    public static SystemFile? OfLinux(string path)
    {
        Span<byte> status = stackalloc byte[StatusLength];
        if (StatX(CurrentDirectory, path, 0, BasicFields, ref MemoryMarshal.GetReference(status)) != 0) return null;
        return Make(
            Native16(status[28..]),
            string.Create(
                CultureInfo.InvariantCulture, $"{Native32(status[136..])}:{Native32(status[140..])}:"
                    + $"{Native64(status[32..])}"),
            Native32(status[20..]), Native32(status[24..]));
    }

    /// <summary>What stat(2) says on macOS; <see langword="null"/> where there is nothing.</summary>
    public static SystemFile? OfMac(string path)
    {
        Span<byte> status = stackalloc byte[StatusLength];
        ref var first = ref MemoryMarshal.GetReference(status);
        var result = RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? StatOfIntel(path, ref first)
            : Stat(path, ref first);
        if (result != 0) return null;
        return Make(
            Native16(status[4..]),
            string.Create(CultureInfo.InvariantCulture, $"{Native32(status)}:{Native64(status[8..])}"),
            Native32(status[16..]), Native32(status[20..]));
    }

    /// <summary>Gives a file to an owner and a group, as far as this process may.</summary>
    public static void TryGive(string path, uint owner, uint group)
    {
        try
        {
            // Who may not give files away may still choose among the groups that they are in.
            if (ChangeOwner(path, owner, group) != 0) _ = ChangeOwner(path, uint.MaxValue, group);
        }
        catch (Exception cause) when (cause is EntryPointNotFoundException or DllNotFoundException)
        {
            // The file stays with who wrote it.
        }
    }

    private static SystemFile Make(int mode, string identity, uint owner, uint group) => new(
        (mode & TypeMask) switch
        {
            RegularType => FileKind.Regular,
            DirectoryType => FileKind.Directory,
            _ => FileKind.Special,
        },
        identity, owner, group);

    private static ushort Native16(ReadOnlySpan<byte> field) => MemoryMarshal.Read<ushort>(field);

    private static uint Native32(ReadOnlySpan<byte> field) => MemoryMarshal.Read<uint>(field);

    private static ulong Native64(ReadOnlySpan<byte> field) => MemoryMarshal.Read<ulong>(field);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int directory, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Stat(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatOfIntel(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
