using System.Security.Cryptography;
using NetAnomaly.Core.Engines.SelfTests;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>Sets the instruction set with which a pack's answers are right, before anything of it is loaded.</summary>
internal sealed class PackCheck
{
    // Also that nothing was found: where no process can be asked, none is started again and again.
    private readonly Dictionary<string, SelfTestRecord?> found = [];

    /// <summary>Tests in another process; <see langword="null"/> where this host cannot start one.</summary>
    public ISelfTestProcess? Process { get; set; }

    /// <summary>What was found last.</summary>
    public SelfTestRecord? Last { get; private set; }

    /// <summary>Finds the limit and sets it. One that the user has set stays.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="platform">The module.</param>
    /// <param name="renew">Whether to test again what was found before.</param>
    /// <exception cref="EngineException">The answers are wrong with every limit.</exception>
    public void Apply(EnginePack pack, EnginePlatform platform, bool renew)
    {
        if (InstructionSets.IsSetByUser || InstructionSets.Descending.Count < 2) return;
        var manifest = SHA256.HashData(File.ReadAllBytes(Path.Combine(pack.Folder, PackManifest.FileName)));
        var key = InstructionSetSearch.Key(
            $"pack {Convert.ToHexStringLower(manifest)}; module {platform.Module}; TorchSharp {platform.TorchSharp}");
        if (renew || !found.TryGetValue(key, out var record))
        {
            var memory = new SelfTestMemory([pack.Folder, .. Own(platform)]);
            found[key] = record = new InstructionSetSearch(memory, Process).Find(key, renew);
        }

        Last = record;
        if (record is null) return;
        if (record.Limit is null) throw WrongResults.Of(record.Results.First(result => !result.Passed));
        InstructionSets.Set(record.Limit);
    }

    // The folder of the user's packs, which need not exist.
    private static IEnumerable<string> Own(EnginePlatform platform) =>
        platform.Folders.Where(place => place.Scope == EngineScope.CurrentUser).Select(place => place.Folder);
}
