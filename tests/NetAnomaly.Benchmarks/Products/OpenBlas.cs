using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace NetAnomaly.Benchmarks.Products;

/// <summary>OpenBLAS, where the machine has it: only a yardstick, looked up when the benchmark runs.</summary>
internal sealed unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int AsStored = 111;
    private const int Transposed = 112;

    private static readonly string[] Names =
        [
            "libopenblas.so.0", "/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblas.so.0", "libopenblas.so",
            "libopenblas.dll", "libopenblas.dylib",
        ];

    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*,
        int, void> multiply;
    private readonly delegate* unmanaged<int, void> setThreads;
    private readonly delegate* unmanaged<byte*> configuration;

    private OpenBlas(nint library)
    {
        multiply = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*,
            int, void>)
            NativeLibrary.GetExport(library, "cblas_sgemm");
        setThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads");
        configuration = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "openblas_get_config");
    }

    public string Name => Marshal.PtrToStringUTF8((nint)configuration()) ?? "OpenBLAS";

    public static bool TryLoad([NotNullWhen(true)] out OpenBlas? blas)
    {
        foreach (string name in Names)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                blas = new OpenBlas(library);
                return true;
            }
        }

        blas = null;
        return false;
    }

    public void SetThreads(int count) => setThreads(count);

    public void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc)
    {
        fixed (float* pa = a, pb = b, pc = c)
        {
            multiply(
                RowMajor, transposeA ? Transposed : AsStored, transposeB ? Transposed : AsStored,
                m, n, k, 1, pa, lda, pb, ldb, 0, pc, ldc);
        }
    }
}
