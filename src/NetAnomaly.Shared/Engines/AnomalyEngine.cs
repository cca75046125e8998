using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>An engine as the doctor finds it. Immutable.</summary>
public sealed record AnomalyEngine
{
    /// <summary>The engine.</summary>
    public required EngineName Name { get; init; }

    /// <summary>Whether it can compute here and now.</summary>
    public required bool IsAvailable { get; init; }

    /// <summary>Its version; <see langword="null"/> where there is none.</summary>
    public string? Version { get; init; }

    /// <summary>What it can compute on.</summary>
    public IReadOnlyList<EngineDevice> Devices { get; init => field = Indexable.Of(value); } =
        Indexable.None<EngineDevice>();

    /// <summary>The version of the NVIDIA driver; <see langword="null"/> where there is none.</summary>
    public string? Driver { get; init; }

    /// <summary>The folder of its pack; <see langword="null"/> where it has none.</summary>
    public string? Path { get; init; }

    /// <summary>For whom the pack is installed.</summary>
    public EngineScope? Scope { get; init; }

    /// <summary>What the pack was made for: device and platform, such as <c>cuda-linux-x64</c>.</summary>
    public string? Pack { get; init; }

    /// <summary>The packages that the pack was made of.</summary>
    public IReadOnlyList<string> Packages { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>What was changed in the pack's native libraries on installation, so that they load here.</summary>
    public IReadOnlyList<string> Adjustments { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>What it answered to problems whose answers are known; empty where it was not asked.</summary>
    public IReadOnlyList<SelfTestResult> SelfTest { get; init => field = Indexable.Of(value); } =
        Indexable.None<SelfTestResult>();

    /// <summary>
    /// Why it cannot compute, or not on a GPU, with the native error beneath; <see langword="null"/> where nothing is
    /// wrong.
    /// </summary>
    public string? Problem { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remedy { get; init; }

    /// <summary>The name and whether it is there.</summary>
    public override string ToString() => $"{Name}: {(IsAvailable ? Version : Problem)}";
}
