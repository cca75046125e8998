using System.Buffers.Binary;

namespace NetAnomaly.Core.Engines.Native;

/// <summary>
/// Makes the need of a version weak: the dynamic linker then loads the object without it (VER_FLG_WEAK;
/// elf/dl-version.c of glibc).
/// </summary>
internal static class WeakVersion
{
    /// <summary>
    /// Replaces a file by a copy in which the need is weak. What else is linked to the file stays as it is.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="need">A need that was read from it.</param>
    /// <exception cref="InvalidDataException">The file is no longer the one that the need was read from.</exception>
    public static void Mark(string path, VersionNeed need)
    {
        var changed = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.Copy(path, changed);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(changed, File.GetUnixFileMode(path) | UnixFileMode.UserWrite);
            }

            using (var file = File.OpenHandle(changed, FileMode.Open, FileAccess.ReadWrite))
            {
                Span<byte> flags = stackalloc byte[sizeof(ushort)];
                if (RandomAccess.Read(file, flags, need.FlagsOffset) < flags.Length) throw Changed(path);
                var weak = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | VersionNeed.WeakFlag);
                BinaryPrimitives.WriteUInt16LittleEndian(flags, weak);
                RandomAccess.Write(file, flags, need.FlagsOffset);
                RandomAccess.FlushToDisk(file);
            }

            var needs = SharedObject.Read(changed).Needs;
            if (!needs.Any(found => IsSame(found, need) && found.IsWeak)) throw Changed(path);
            File.Move(changed, path, overwrite: true);
        }
        finally
        {
            File.Delete(changed);
        }
    }

    private static bool IsSame(VersionNeed one, VersionNeed other) =>
        (one.Library, one.Version, one.FlagsOffset) == (other.Library, other.Version, other.FlagsOffset);

    private static InvalidDataException Changed(string path) => new($"'{path}' has been changed meanwhile");
}
