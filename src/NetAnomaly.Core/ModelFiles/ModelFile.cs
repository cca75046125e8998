using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Core.Weights;
using NetAnomaly.Flows.Content;
using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>
/// A model on disk: one <c>.nam</c> file, a zip of <c>manifest.json</c>, <c>calibration.json</c> and, for networks,
/// <c>weights.safetensors</c>; for ensembles also <c>members/0.safetensors</c> and so on for members that have weights.
/// Read defensively: names fixed, sizes bounded, no code. Written to a temporary name, flushed, then renamed.
/// </summary>
internal static class ModelFile
{
    /// <summary>The usual ending of a model file's name.</summary>
    public const string Extension = ".nam";

    private const string ManifestName = "manifest.json";
    private const string CalibrationName = "calibration.json";
    private const string WeightsName = "weights.safetensors";
    private const long JsonLimit = 16L << 20;
    private const string NotOurs = "Give a file that Save-AnomalyModel (or 'netanomaly train') wrote.";

    // Deflate packs no more than 1,032 bytes into one (zlib's technical details): a file that declares more is wrong.
    private const long MostPacking = 1032;

    private static readonly long WeightsLimit = Array.MaxLength;

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model; an untrained one is written as its description.</param>
    /// <param name="path">Where to.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="ModelFileException">There is a file already, or it cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The model is trained but its weights are not loaded.</exception>
    public static void Save(AnomalyModel model, string path, bool overwrite) =>
        Save(model, path, overwrite, DetectorKinds.Standard);

    /// <summary>Writes a model of one of the given kinds.</summary>
    /// <exception cref="ModelFileException">There is a file already, or it cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The model is trained but its weights are not loaded.</exception>
    public static void Save(AnomalyModel model, string path, bool overwrite, DetectorKinds kinds)
    {
        var loaded = model.IsTrained ? LoadedModel.Of(model) : null;
        if (Directory.Exists(path))
            throw new ModelFileException(path, $"'{path}' is a directory.", "Name a file in it.");
        if (!overwrite && File.Exists(path))
            throw new ModelFileException(
                path, $"'{path}' exists already.", "Ask for it to be replaced (-Force), or choose another name.");
        try
        {
            AtomicFile.Write(path, overwrite, stream =>
            {
                using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
                Write(zip, model, loaded, ManifestJson.Of(kinds));
            });
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(
                path, $"'{path}' cannot be written: {cause.Message}",
                "Check that the folder exists and that you may write to it.", cause);
        }
    }

    /// <summary>Reads a model with its weights, ready to score.</summary>
    /// <exception cref="ModelFileException">It is not there, or not a model file, or a broken or newer one.</exception>
    public static AnomalyModel Load(string path, DetectorRegistry registry) => Open(path, zip =>
    {
        var manifest = ReadManifest(zip, registry.Kinds);
        if (manifest.Provenance is null) return new AnomalyModel(manifest.Spec, path: path);
        var stored = ReadJson<ManifestCalibration>(ReadJson(zip, CalibrationName), CalibrationName, ManifestJson.Flat);
        var calibration = stored.ToCalibration();
        var (ofKept, incidents) = (stored.ToCalibrationOfKept(), stored.ToIncidents());
        var members = ReadMembers(zip, manifest, registry);
        try
        {
            var provider = registry.FactoryFor(manifest.Spec.Architecture);
            var state = manifest.ToState() with { Members = members };
            using var weights = ReadWeights(zip, WeightsName, provider, manifest.Spec, state);
            var detector = provider.Load(manifest.Spec, state, weights);
            return new AnomalyModel(
                manifest.Spec, manifest.Provenance,
                new LoadedModel(detector, calibration, stored.Threshold)
                {
                    Provider = provider, Incidents = incidents, CalibrationOfKept = ofKept,
                },
                path);
        }
        catch
        {
            foreach (var member in members) member.Dispose();
            throw;
        }
    });

    /// <summary>Reads what a model is, without its weights: quick, and no engine is touched.</summary>
    /// <exception cref="ModelFileException">It is not there, or not a model file, or a broken or newer one.</exception>
    public static AnomalyModel Describe(string path) => Open(path, zip =>
    {
        var manifest = ReadManifest(zip, DetectorKinds.Standard);
        return new AnomalyModel(manifest.Spec, manifest.Provenance, path: path);
    });

    private static void Write(ZipArchive zip, AnomalyModel model, LoadedModel? loaded, JsonSerializerOptions json)
    {
        var members = loaded?.Detector.State.Members ?? [];
        var manifest = new ModelManifest
        {
            Spec = model.Spec,
            Provenance = model.Provenance,
            Features = loaded?.Detector.State.Features,
            Classes = loaded?.Detector.State.Classes ?? [],
            Vocabulary = ModelManifest.FromVocabulary(loaded?.Detector.State.Vocabulary),
            Members =
            [
                .. members.Select(
                    member => new ManifestMember
                    {
                        Features = member.State.Features,
                        Vocabulary = ModelManifest.FromVocabulary(member.State.Vocabulary),
                    }),
            ],
        };
        WriteJson(zip, ManifestName, manifest, json);
        if (loaded is null) return;
        WriteJson(zip, CalibrationName, ManifestCalibration.Of(loaded), json);
        WriteWeights(zip, WeightsName, loaded.Detector);
        for (var member = 0; member < members.Count; member++)
            WriteWeights(zip, MemberWeightsName(member), members[member]);
    }

    private static void WriteWeights(ZipArchive zip, string name, IDetector detector)
    {
        if (!detector.HasWeights) return;
        using var weights = zip.CreateEntry(name).Open();
        detector.WriteWeights(weights);
    }

    private static string MemberWeightsName(int member) =>
        string.Create(CultureInfo.InvariantCulture, $"members/{member}.safetensors");

    private static List<IDetector> ReadMembers(ZipArchive zip, ModelManifest manifest, DetectorRegistry registry)
    {
        var members = new List<IDetector>();
        try
        {
            foreach (var spec in ModelMembers.Of(manifest.Spec))
            {
                var provider = registry.FactoryFor(spec.Architecture);
                var state = manifest.ToState(members.Count);
                using var weights = ReadWeights(zip, MemberWeightsName(members.Count), provider, spec, state);
                members.Add(provider.Load(spec, state, weights));
            }

            return members;
        }
        catch
        {
            members.ForEach(member => member.Dispose());
            throw;
        }
    }

    private static void WriteJson<T>(ZipArchive zip, string name, T value, JsonSerializerOptions json)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(value, json);
        // What could not be read again is not written.
        if (text.Length > JsonLimit) throw new IOException($"its {name} would be larger than {JsonLimit >> 20} MiB");
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(text);
    }

    private static T Open<T>(string path, Func<ZipArchive, T> read)
    {
        try
        {
            SystemFile.RefuseSpecial(path);
            using var zip = ZipFile.OpenRead(path);
            return read(zip);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException(
                path, $"There is no file '{path}'.", "Check the path; relative paths start at the current location.",
                cause);
        }
        catch (UnauthorizedAccessException cause)
        {
            var what = Directory.Exists(path) ? "is a directory" : "may not be read";
            throw new ModelFileException(path, $"'{path}' {what}.", NotOurs, cause);
        }
        catch (NotSupportedException cause)
        {
            throw new ModelFileException(
                path, $"'{path}' needs an engine that is not installed: {cause.Message}",
                "Install that engine, or train a model of another architecture.", cause);
        }
        catch (IOException cause) when (cause is not EndOfStreamException)
        {
            throw new ModelFileException(
                path, $"'{path}' cannot be read: {cause.Message}", "See whether another program has it open.", cause);
        }
        catch (Exception cause) when (
            cause is InvalidDataException or EndOfStreamException or JsonException or ArgumentException
            or OverflowException)
        {
            throw new ModelFileException(
                path, $"'{path}' is not a model file that this version reads: {cause.Message}", NotOurs, cause);
        }
    }

    private static ModelManifest ReadManifest(ZipArchive zip, DetectorKinds kinds)
    {
        var text = ReadJson(zip, ManifestName);
        var format = ReadJson<ManifestFormat>(text, ManifestName, ManifestJson.Flat).Format;
        if (format is < 1 or > ModelManifest.CurrentFormat)
        {
            throw new InvalidDataException(
                $"its format is {format}, this version reads up to {ModelManifest.CurrentFormat}; update the module");
        }

        var json = format <= ModelManifest.FlatFormat ? ManifestJson.Flat : ManifestJson.Of(kinds);
        var manifest = ReadJson<ModelManifest>(text, ManifestName, json);
        manifest.CheckLists();
        ModelSpecRules.Check(manifest.Spec, kinds);
        return manifest;
    }

    private static byte[] ReadJson(ZipArchive zip, string name) =>
        ReadEntry(zip, name, JsonLimit) ?? throw new InvalidDataException($"it has no {name}");

    private static T ReadJson<T>(byte[] text, string name, JsonSerializerOptions json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(new MemoryStream(text), json)
                ?? throw new InvalidDataException($"its {name} says nothing");
        }
        catch (NotSupportedException cause)
        {
            // What JSON says of options that do not name their kind.
            throw new InvalidDataException($"its {name} does not say what kind its options are", cause);
        }
    }

    private static MemoryStream? ReadWeights(
        ZipArchive zip, string name, IDetectorFactory provider, ModelSpec spec, DetectorState state)
    {
        var most = Math.Min(WeightsLimit, provider.MostWeightBytes(spec, state));
        return ReadEntry(zip, name, most) is { } bytes ? new MemoryStream(bytes, writable: false) : null;
    }

    // The length that a zip declares is not to be trusted: set nothing aside that cannot be filled, read no more than
    // declared or allowed.
    private static byte[]? ReadEntry(ZipArchive zip, string name, long limit)
    {
        var entries = zip.Entries.Where(entry => entry.FullName == name).Take(2).ToArray();
        if (entries.Length == 0) return null;
        if (entries.Length > 1) throw new InvalidDataException($"it has {name} twice");
        var entry = entries[0];
        if (entry.Length is < 0 || entry.Length > limit)
            throw new InvalidDataException(
                $"its {name} is larger than {limit >> 20} MiB, which is the most that it can hold");
        using var stream = entry.Open();
        var bytes = entry.Length / MostPacking > entry.CompressedLength ? null : new byte[entry.Length];
        if (bytes is null || stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length
            || stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"its {name} is not as long as it says");
        }

        if (Crc32.Of(bytes) != entry.Crc32)
            throw new InvalidDataException($"its {name} is damaged (the checksum does not match)");
        return bytes;
    }
}
