namespace NetAnomaly.Core.Weights;

/// <summary>What a safetensors header says of one array.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its values: <c>F32</c>, <c>I32</c> or <c>I64</c>.</param>
/// <param name="Shape">Its sizes, none negative; empty for a single number.</param>
/// <param name="Start">Byte behind the header where its values begin.</param>
/// <param name="End">Byte behind its last value.</param>
internal sealed record WeightFileEntry(string Name, string Type, long[] Shape, long Start, long End)
{
    /// <summary>Bytes that its values take.</summary>
    public long Bytes => End - Start;
}
