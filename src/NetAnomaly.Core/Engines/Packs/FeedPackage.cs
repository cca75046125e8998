namespace NetAnomaly.Core.Engines.Packs;

/// <summary>A package that an engine pack is made of.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version.</param>
internal sealed record FeedPackage(string Name, string Version)
{
    /// <summary>
    /// TorchSharp with the libtorch of one device and platform. TorchSharp-cpu would bring the libtorch of every
    /// platform; the packages for CUDA are of one platform each.
    /// </summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="platform">The platform.</param>
    /// <exception cref="EngineException">There is none.</exception>
    public static IReadOnlyList<FeedPackage> Of(string device, EnginePlatform platform) =>
        (device, platform.Runtime) switch
        {
            ("cpu", "linux-x64" or "win-x64" or "win-arm64" or "osx-arm64") =>
                [new("TorchSharp", platform.TorchSharp), new($"libtorch-cpu-{platform.Runtime}", platform.Libtorch)],
            ("cuda", "linux-x64") => [new("TorchSharp-cuda-linux", platform.TorchSharp)],
            ("cuda", "win-x64") => [new("TorchSharp-cuda-windows", platform.TorchSharp)],
            _ => throw new EngineException(
                EngineFault.FeedFailed,
                $"There is no TorchSharp for {device} on {platform.Runtime}.",
                device == "cuda" ? "Choose cpu." : "Take the embedded engine (-Engine Embedded)."),
        };

    /// <summary>Name and version.</summary>
    public override string ToString() => $"{Name} {Version}";
}
