namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// A change to a native library of an installed pack: a version of a system library that it names and never calls is no
/// longer required.
/// </summary>
/// <param name="Path">The library, as the pack lists it.</param>
/// <param name="Library">The system library, such as <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version that the system library lacks.</param>
/// <param name="OriginalSha256">The SHA-256 before the change.</param>
internal sealed record PackAdjustment(string Path, string Library, string Version, string OriginalSha256)
{
    /// <summary>What was changed, in a sentence.</summary>
    public override string ToString() =>
        $"{Path} no longer requires {Version} of {Library}, which this system lacks: "
        + "it names that version for a link anchor and calls nothing of it.";
}
