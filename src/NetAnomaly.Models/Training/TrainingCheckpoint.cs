using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Weights;
using NetAnomaly.Flows.Disk;

namespace NetAnomaly.Models.Training;

/// <summary>
/// The file of a training in work: 8 bytes of mark and version, the length of a JSON state (4 bytes, little endian),
/// that state, tensors as safetensors, and the SHA-256 of all before. Written to a temporary name, flushed, then
/// renamed: a crash leaves the old one or the new.
/// </summary>
internal static class TrainingCheckpoint
{
    private const int HeadBytes = 12;
    private const string StartAgain =
        "Delete it to train from the beginning, or give the options and the data that it was written with.";

    private const string FinishElsewhere =
        "Delete it to train from the beginning, or finish the training with the version of NetAnomaly that began it.";

    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
    };

    private static ReadOnlySpan<byte> Mark => "NATRAIN2"u8;

    // Its steps were rounded otherwise: what goes on from it would end with weights that no undisturbed training has.
    private static ReadOnlySpan<byte> OlderMark => "NATRAIN1"u8;

    /// <summary>
    /// What a training is, as a hash: its model, its options but for where and when files are written, its data.
    /// </summary>
    public static string Identity(ModelSpec spec, TrainingOptions options, string dataHash)
    {
        options = options with
        {
            CheckpointPath = null, CheckpointInterval = default, Resume = false, TimeBudget = null,
        };
        var whole = new
        {
            Spec = spec with { Name = "" },
            Own = (object)spec.Options, // as an object: of a property's base type JSON writes nothing
            Options = options,
            DataHash = dataHash,
        };
        var text = JsonSerializer.SerializeToUtf8Bytes(whole, Json);
        return Convert.ToHexStringLower(SHA256.HashData(text));
    }

    /// <summary>Writes a checkpoint, in place of an older one.</summary>
    /// <exception cref="TrainingException">It cannot be written.</exception>
    public static void Write(string path, CheckpointState state, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var content = new MemoryStream();
        content.Write(Mark);
        var json = JsonSerializer.SerializeToUtf8Bytes(state, Json);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        content.Write(length);
        content.Write(json);
        Safetensors.Save(tensors, content);
        content.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
        try
        {
            AtomicFile.Write(path, overwrite: true, content.WriteTo);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"The checkpoint '{path}' cannot be written: {cause.Message}",
                "Check that the folder exists and that you may write to it.", cause);
        }
    }

    /// <summary>Reads a checkpoint of the training that goes on.</summary>
    /// <returns>The state and its tensors, which the caller disposes; <see langword="null"/> where there is no
    /// file.</returns>
    /// <exception cref="TrainingException">It cannot be read, is damaged, or belongs to another training.</exception>
    public static (CheckpointState State, Dictionary<string, Tensor> Tensors)? Read(string path, string identity)
    {
        if (!File.Exists(path)) return null;
        try
        {
            SystemFile.RefuseSpecial(path);
            var content = File.ReadAllBytes(path);
            if (content.AsSpan().StartsWith(OlderMark))
            {
                throw new TrainingException(
                    $"The checkpoint '{path}' cannot be used: an older version wrote it, whose steps rounded otherwise",
                    FinishElsewhere);
            }

            var body = content.Length - SHA256.HashSizeInBytes;
            if (body < HeadBytes || !content.AsSpan().StartsWith(Mark))
                throw new InvalidDataException("it is not a checkpoint of this version");
            if (!SHA256.HashData(content.AsSpan(0, body)).AsSpan().SequenceEqual(content.AsSpan(body)))
                throw new InvalidDataException("it is damaged (its checksum does not match)");
            var length = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(Mark.Length));
            var state = JsonSerializer.Deserialize<CheckpointState>(content.AsSpan(HeadBytes, length), Json)
                ?? throw new InvalidDataException("its state says nothing");
            if (state.Identity != identity)
                throw new InvalidDataException(
                    "it belongs to another training: other data, another model or other options");
            using var tensors = new MemoryStream(
                content, HeadBytes + length, body - HeadBytes - length, writable: false);
            return (state, Safetensors.Load(tensors, content.Length));
        }
        catch (Exception cause) when (cause is InvalidDataException or JsonException or ArgumentException)
        {
            throw new TrainingException($"The checkpoint '{path}' cannot be used: {cause.Message}", StartAgain, cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"The checkpoint '{path}' cannot be read: {cause.Message}",
                "See whether another program has it open, and whether you may read it.", cause);
        }
    }
}
