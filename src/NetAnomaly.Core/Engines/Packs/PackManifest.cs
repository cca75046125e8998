using System.Text.Json;
using System.Text.RegularExpressions;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// What stands in a pack's <c>engine.json</c>: what the pack is for and every file in it with its length and SHA-256.
/// Written by <see cref="Write"/> and by the build program; whatever is read is checked before it is used.
/// </summary>
internal sealed partial record PackManifest
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "engine.json";

    /// <summary>The layout that is written, and the only one that is read.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The one engine that comes as a pack.</summary>
    public const string Torch = "Torch";

    private const int MostFiles = 1000;
    private const long MostBytes = 32L << 30;
    private const long MostManifestBytes = 4 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
        WriteIndented = true,
    };

    /// <summary>The layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The engine.</summary>
    public string Engine { get; init; } = Torch;

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The platform, such as <c>linux-x64</c>.</summary>
    public required string Runtime { get; init; }

    /// <summary>The version of the module that it was made with.</summary>
    public required string Module { get; init; }

    /// <summary>The version of TorchSharp in it.</summary>
    public required string TorchSharp { get; init; }

    /// <summary>The packages that it was made of, each with its version.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Every file but the manifest itself.</summary>
    public required IReadOnlyList<PackFile> Files { get; init; }

    /// <summary>What was changed in files of the pack on installation, so that they load on that machine.</summary>
    public IReadOnlyList<PackAdjustment> Adjustments { get; init; } = [];

    /// <summary>The name of its folder, such as <c>torch-cpu-linux-x64</c>.</summary>
    public string Name => $"{Engine.ToLowerInvariant()}-{Device}-{Runtime}";

    /// <summary>Reads and checks a manifest.</summary>
    /// <exception cref="InvalidDataException">It is not one, or says what cannot be; the message says what.</exception>
    public static PackManifest Read(Stream stream)
    {
        using var bounded = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bounded.Write(buffer, 0, read);
            if (bounded.Length > MostManifestBytes)
                throw new InvalidDataException($"its {FileName} is larger than {MostManifestBytes >> 20} MiB");
        }

        bounded.Position = 0;
        try
        {
            var manifest = JsonSerializer.Deserialize<PackManifest>(bounded, Json)
                ?? throw new InvalidDataException($"its {FileName} says nothing");
            manifest.Check();
            return manifest;
        }
        catch (JsonException cause)
        {
            throw new InvalidDataException($"its {FileName} cannot be understood: {cause.Message}", cause);
        }
    }

    /// <summary>Writes the manifest.</summary>
    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this, Json);

    // A path must mean the same file in the pack on every system: no way out of the folder, no drive, no device, no
    // second name of one file.
    private static bool IsSafe(string path) =>
        path.Length is > 0 and <= 200
        && !path.Equals(FileName, StringComparison.OrdinalIgnoreCase)
        && path.Split('/').All(part => PathPart().IsMatch(part) && !part.EndsWith('.') && !Reserved().IsMatch(part));

    /// <summary>Checks what the manifest says.</summary>
    /// <exception cref="InvalidDataException">It says what cannot be.</exception>
    internal void Check()
    {
        Require(Format == CurrentFormat, $"its format is {Format}, this version reads {CurrentFormat}");
        Require(Engine == Torch, $"it is for an engine '{Engine}', which is not known here");
        Require(Device is "cpu" or "cuda", $"it is for a device '{Device}', which is not known here");
        Require(
            Runtime is "win-x64" or "win-arm64" or "linux-x64" or "osx-arm64",
            $"it is for a platform '{Runtime}', which is not known here");
        Require(Files.Count is > 0 and <= MostFiles, $"it lists {Files.Count} files; 1 to {MostFiles} are read");
        Require(
            Files.All(file => file is not null)
                && Packages.All(package => package is not null)
                && Adjustments.All(adjustment => adjustment is not null),
            "a list in it holds a null");
        Require(
            Files.All(file => file.Length >= 0)
                && Files.Sum(file => (decimal)file.Length) <= MostBytes,
                $"its files are larger than {MostBytes >> 30} GiB");
        foreach (var file in Files)
        {
            Require(IsSafe(file.Path), $"it names a file '{file.Path}', which is no path within a pack");
            Require(Digest().IsMatch(file.Sha256), $"the SHA-256 of '{file.Path}' is not 64 hexadecimal digits");
        }

        foreach (var adjustment in Adjustments)
        {
            Require(
                Files.Any(file => file.Path == adjustment.Path),
                $"it names a change of '{adjustment.Path}', which it does not list");
            Require(
                Digest().IsMatch(adjustment.OriginalSha256),
                $"the SHA-256 of '{adjustment.Path}' before its change is not 64 hexadecimal digits");
        }

        Require(
            Files.DistinctBy(file => file.Path, StringComparer.OrdinalIgnoreCase).Count() == Files.Count,
            "it names a file twice");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidDataException(otherwise);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_+\-.]+\z")]
    private static partial Regex PathPart();

    [GeneratedRegex(@"^(con|prn|aux|nul|com\d|lpt\d|\.+)(\..*)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Digest();
}
