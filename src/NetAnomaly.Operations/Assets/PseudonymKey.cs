using System.Security.Cryptography;

namespace NetAnomaly.Operations.Assets;

/// <summary>The key of pseudonyms, in a file that only its owner may read.</summary>
internal sealed class PseudonymKey
{
    private const int Length = 32;
    private readonly byte[] key;

    private PseudonymKey(byte[] key, bool isNew, bool isExposed) =>
        (this.key, IsNew, IsExposed) = (key, isNew, isExposed);

    /// <summary>Whether the file was made just now.</summary>
    public bool IsNew { get; }

    /// <summary>Whether others than its owner may read the file: then pseudonyms hide nothing from them.</summary>
    public bool IsExposed { get; }

    /// <summary>Reads a key.</summary>
    /// <exception cref="IOException">The file cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="InvalidDataException">It holds no key.</exception>
    public static PseudonymKey Read(string path)
    {
        Flows.Disk.SystemFile.RefuseSpecial(path);
        try
        {
            var bytes = Convert.FromHexString(File.ReadAllText(path).Trim());
            return bytes.Length == Length
                ? new PseudonymKey(bytes, isNew: false, Exposed(path))
                : throw new InvalidDataException($"{path}: a key has {Length} bytes, this one has {bytes.Length}.");
        }
        catch (FormatException cause)
        {
            throw new InvalidDataException($"{path}: this is no key, which is 64 hexadecimal digits.", cause);
        }
    }

    /// <summary>Reads a key, or makes one with mode 600 where there is no file.</summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read or written.</exception>
    /// <exception cref="InvalidDataException">It holds no key.</exception>
    public static PseudonymKey ReadOrMake(string path)
    {
        if (File.Exists(path)) return Read(path);
        var bytes = RandomNumberGenerator.GetBytes(Length);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(path, options)) writer.Write(Convert.ToHexStringLower(bytes) + "\n");
        return new PseudonymKey(bytes, isNew: true, isExposed: false);
    }

    /// <summary>Digits that stand for a text: the same for the same text, and nothing to who lacks the key.</summary>
    internal string Digits(string purpose, string text, int digits)
    {
        var hash = HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes($"{purpose}\n{text}"));
        return Convert.ToHexStringLower(hash)[..digits];
    }

    private static bool Exposed(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != 0;
    }
}
