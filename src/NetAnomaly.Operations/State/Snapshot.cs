using System.IO.Compression;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.ModelFiles;

namespace NetAnomaly.Operations.State;

/// <summary>
/// What a scan remembered after a window, packed: from it the windows behind are scanned again when a file comes late.
/// </summary>
/// <param name="Latest">Start of the window, ticks; <see cref="long.MinValue"/> before the first.</param>
/// <param name="Body">The memory as <see cref="ScanStateFile"/> writes it, deflated.</param>
internal sealed record Snapshot(long Latest, byte[] Body)
{
    /// <summary>The memory of a scan after a window.</summary>
    public static Snapshot Of(long latest, EvidenceState state, AnomalyModel model)
    {
        using var packed = new MemoryStream();
        using (var packing = new DeflateStream(packed, CompressionLevel.Fastest))
            ScanStateFile.Write(state, model, packing);
        return new Snapshot(latest, packed.ToArray());
    }

    /// <summary>The memory.</summary>
    /// <exception cref="ScanStateException">It is damaged, or of another training.</exception>
    public EvidenceState Open(AnomalyModel model)
    {
        using var unpacking = new DeflateStream(new MemoryStream(Body), CompressionMode.Decompress);
        return ScanStateFile.Read(unpacking, "the snapshot in the state file", model);
    }
}
