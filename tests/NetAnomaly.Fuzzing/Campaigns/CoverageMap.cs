using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace NetAnomaly.Fuzzing.Campaigns;

/// <summary>
/// Which branches the instrumented code has taken, and how often, in steps as AFL counts them: 1, 2, 3, 4 to 7, and so
/// on. Without instrumented code nothing is ever new.
/// </summary>
internal sealed unsafe class CoverageMap : IDisposable
{
    // What SharpFuzz's instructions write to.
    private const int Size = 1 << 16;

    private static readonly byte[] Steps = [.. Enumerable.Range(0, 256).Select(Step)];

    private readonly byte* counts = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] seen = new byte[Size];

    public CoverageMap() => Trace.SharedMem = counts;

    /// <summary>How many branches were taken by any input.</summary>
    public int Branches { get; private set; }

    /// <summary>Begins an input.</summary>
    public void Clear()
    {
        new Span<byte>(counts, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Ends an input; says whether it took a branch that none before took, or took one more often.</summary>
    public bool IsNew()
    {
        var map = new ReadOnlySpan<byte>(counts, Size);
        var isNew = false;
        for (var at = map.IndexOfAnyExcept((byte)0); at >= 0;)
        {
            var step = Steps[map[at]];
            if ((seen[at] & step) == 0)
            {
                isNew = true;
                if (seen[at] == 0) Branches++;
                seen[at] |= step;
            }

            var next = map[(at + 1)..].IndexOfAnyExcept((byte)0);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return isNew;
    }

    // The memory stays: threads that the last input started may still count.
    public void Dispose() => Trace.PrevLocation = 0;

    private static byte Step(int count) => count switch
    {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
