using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NetAnomaly.Core.Tests.Support;

/// <summary>Breaks model files in ways that a zip library would not.</summary>
internal static class ZipSurgery
{
    public static string Read(string path, string entry)
    {
        using var zip = ZipFile.OpenRead(path);
        using var reader = new StreamReader(zip.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Writes a new entry beside those of the same name.</summary>
    public static void Append(string path, string entry, string text)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        using var stream = zip.CreateEntry(entry).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    public static void Remove(string path, string entry)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        zip.GetEntry(entry)!.Delete();
    }

    public static void Replace(string path, string entry, string text)
    {
        Remove(path, entry);
        Append(path, entry, text);
    }

    /// <summary>Replaces one part of an entry's text, which must be there.</summary>
    public static void Edit(string path, string entry, string part, string by)
    {
        var text = Read(path, entry);
        Assert.Contains(part, text, StringComparison.Ordinal);
        Replace(path, entry, text.Replace(part, by, StringComparison.Ordinal));
    }

    /// <summary>Makes the directory of the zip declare another unpacked length for an entry.</summary>
    public static void DeclareLength(string path, string entry, uint length)
    {
        // APPNOTE 4.3.12: the unpacked length stands 24 bytes into a directory header, the name 46 bytes.
        var bytes = File.ReadAllBytes(path);
        var name = Encoding.ASCII.GetBytes(entry);
        var at = Enumerable.Range(0, bytes.Length - 46 - name.Length).Single(from =>
            bytes.AsSpan(from).StartsWith("PK\u0001\u0002"u8) && bytes.AsSpan(from + 46).StartsWith(name));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 24), length);
        File.WriteAllBytes(path, bytes);
    }
}
