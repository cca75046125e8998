using System.Runtime.InteropServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// The buffers into which one thread packs the operands of a matrix product: taken once for each thread, outside the
/// managed heap, aligned to cache lines, and given back when the thread is gone.
/// </summary>
internal sealed unsafe class PackingSpace
{
    /// <summary>Depth of a packed block: one panel of A and the tile of C stay in the first cache.</summary>
    public const int Depth = 256;

    /// <summary>
    /// Most columns of a packed block of B, which with <see cref="Depth"/> rows fills half of a 1 MB second cache.
    /// </summary>
    public const int MostColumns = 512;

    private const int MostTileRows = 12;
    private const int MostTileColumns = 32;
    private const nuint CacheLine = 64;

    [ThreadStatic]
    private static PackingSpace? own;

    private readonly float* memory;
    private float* all;
    private nint allCount;

    private PackingSpace() =>
        memory = (float*)NativeMemory.AlignedAlloc(
            ((MostTileRows * Depth) + (MostTileRows * MostTileColumns) + (Depth * MostColumns)) * sizeof(float),
            CacheLine);

    ~PackingSpace()
    {
        NativeMemory.AlignedFree(memory);
        NativeMemory.AlignedFree(all);
    }

    /// <summary>The calling thread's buffers.</summary>
    public static PackingSpace Own => own ??= new PackingSpace();

    /// <summary>Room for one tile's rows of A: 12 × <see cref="Depth"/>.</summary>
    public float* PanelOfA => memory;

    /// <summary>Room for one tile of C that does not fit into C: 12 × 32.</summary>
    public float* Tile => PanelOfA + (MostTileRows * Depth);

    /// <summary>Room for a block of B: <see cref="Depth"/> × <see cref="MostColumns"/>.</summary>
    public float* BlockOfB => Tile + (MostTileRows * MostTileColumns);

    /// <summary>Room for all of a packed B that several threads read; grows to the largest asked for.</summary>
    public float* AllOfB(nint count)
    {
        if (allCount < count)
        {
            NativeMemory.AlignedFree(all);
            allCount = 0;
            all = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), CacheLine);
            allCount = count;
        }

        return all;
    }
}
