using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>
/// Remembers what self-tests have shown, in one small file for each key. A file that cannot be read, or says what
/// cannot be, is as good as none.
/// </summary>
/// <param name="folders">Where the file may lie: the newest is read, and it is written to the first folder that takes
/// it.</param>
internal sealed class SelfTestMemory(IReadOnlyList<string> folders)
{
    private const int KeyDigits = 16;

    /// <summary>What is remembered; <see langword="null"/> where nothing is.</summary>
    public SelfTestRecord? Read(string key) => folders
        .Select(folder => Path.Combine(folder, FileName(key)))
        .Where(File.Exists)
        .OrderByDescending(File.GetLastWriteTimeUtc)
        .Select(path => ReadFrom(path, key))
        .FirstOrDefault(record => record is not null);

    /// <summary>Remembers. Where no folder can be written to, nothing is remembered.</summary>
    public void Write(SelfTestRecord record)
    {
        foreach (var folder in folders)
        {
            if (Write(record, folder)) return;
        }
    }

    private static bool Write(SelfTestRecord record, string folder)
    {
        var path = Path.Combine(folder, FileName(record.Key));
        var fresh = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder);
            var stored = new Stored(record.Key, record.Limit, SelfTestText.Write(record.Results));
            File.WriteAllText(fresh, JsonSerializer.Serialize(stored));
            File.Move(fresh, path, overwrite: true);
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(fresh)) File.Delete(fresh);
            return false;
        }
    }

    private static SelfTestRecord? ReadFrom(string path, string key)
    {
        try
        {
            if (JsonSerializer.Deserialize<Stored>(File.ReadAllText(path)) is not { } stored) return null;
            var isKnown = stored.Limit is null || InstructionSets.Descending.Contains(stored.Limit);
            return stored.Key == key && isKnown && stored.Results is { } text && SelfTestText.Read(text) is { } results
                ? new SelfTestRecord(key, stored.Limit, results)
                : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string FileName(string key) =>
        $"selftest-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..KeyDigits]}.json";

    private sealed record Stored(string? Key, string? Limit, string? Results);
}
