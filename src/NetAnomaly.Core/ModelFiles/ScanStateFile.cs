using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Weights;
using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>
/// The memory of a scan on disk, so that the scan of one night goes on where that of the last one ended: one
/// safetensors file of 84 bytes for each pair and host that spoke in the last seven days, addresses as 64-bit hashes.
/// Belongs to one training of one model. Read defensively; written to a temporary name, flushed, then renamed.
/// </summary>
internal static class ScanStateFile
{
    private const string Format = "netanomaly-scan-state";
    private const string Version = "1";
    private const string Renew = "Delete it: the next scan begins without memory, and writes a new one.";

    /// <summary>Reads the memory of a scan with a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model, trained.</param>
    /// <exception cref="ScanStateException">It cannot be read, is damaged, or belongs to another model.</exception>
    public static EvidenceState Load(string path, AnomalyModel model)
    {
        try
        {
            SystemFile.RefuseSpecial(path);
            using var stream = File.OpenRead(path);
            return Read(stream, path, model);
        }
        catch (Exception cause) when (cause is (IOException and not ScanStateException) or UnauthorizedAccessException)
        {
            throw new ScanStateException(
                $"'{path}' cannot be read: {cause.Message}", "Check that you may read it.", cause);
        }
    }

    /// <summary>Reads the memory of a scan from a stream, to its end.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="model">The model, trained.</param>
    /// <exception cref="ScanStateException">It is damaged, or belongs to another model.</exception>
    public static EvidenceState Read(Stream stream, string name, AnomalyModel model)
    {
        try
        {
            var file = WeightFile.Read(stream);
            if (file.Metadata.GetValueOrDefault("format") != Format)
                throw new ScanStateException($"'{name}' is not the memory of a scan.", "Name another file.");
            if (file.Metadata.GetValueOrDefault("version") != Version)
                throw new ScanStateException($"'{name}' is of another version than this program.", Renew);
            if (file.Metadata.GetValueOrDefault("model") != Identity(model))
                throw new ScanStateException(
                    $"'{name}' is the memory of scans with another model, or with this one before it was trained "
                        + "again.",
                    Renew);
            var scan = file.Longs("scan", 2);
            return scan[1] is >= 0 and <= int.MaxValue && IsTime(scan[0])
                ? new EvidenceState(
                    scan[0], (int)scan[1], ScanStateColumns.Read(file, "pair", scan[0]),
                    ScanStateColumns.Read(file, "client", scan[0]), ScanStateColumns.Read(file, "server", scan[0]))
                : throw new InvalidDataException("its windows are out of range");
        }
        catch (InvalidDataException cause)
        {
            throw new ScanStateException($"'{name}' is damaged: {cause.Message}.", Renew, cause);
        }
    }

    /// <summary>Writes the memory of a scan with a model; replaces a file that is there.</summary>
    /// <param name="state">The memory.</param>
    /// <param name="model">The model, trained.</param>
    /// <param name="path">Where to.</param>
    /// <exception cref="ScanStateException">It cannot be written.</exception>
    public static void Save(EvidenceState state, AnomalyModel model, string path)
    {
        try
        {
            AtomicFile.Write(path, overwrite: true, stream => Write(state, model, stream));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ScanStateException(
                $"'{path}' cannot be written: {cause.Message}",
                "Check that the folder exists and that you may write to it.", cause);
        }
    }

    /// <summary>Writes the memory of a scan with a model to a stream.</summary>
    public static void Write(EvidenceState state, AnomalyModel model, Stream stream)
    {
        var arrays = new Dictionary<string, WeightFileArray>
        {
            ["scan"] = WeightFileArray.Of([state.Latest, state.Windows], 2),
        };
        ScanStateColumns.Write(arrays, "pair", state.Pairs);
        ScanStateColumns.Write(arrays, "client", state.Clients);
        ScanStateColumns.Write(arrays, "server", state.Servers);
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format, ["version"] = Version, ["model"] = Identity(model),
        };
        new WeightFile(arrays, metadata).Write(stream);
    }

    /// <summary>What tells one training of a model from another.</summary>
    public static string Identity(AnomalyModel model) =>
        $"{model.Provenance!.DataHash} {model.Provenance.TrainedAt:O}";

    /// <summary>Whether ticks are those of a time, or none yet.</summary>
    internal static bool IsTime(long ticks) =>
        ticks == long.MinValue || (ticks >= 0 && ticks <= DateTime.MaxValue.Ticks);
}
