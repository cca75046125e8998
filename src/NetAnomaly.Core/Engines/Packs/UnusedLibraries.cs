using System.Text.RegularExpressions;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// Files of TorchSharp's and libtorch's packages that an engine pack does without, because nothing in it loads them:
/// SkiaSharp, which draws pictures of tensors; libtorch's binding to Python with what only that needs; and its tests.
/// What CUDA loads by name is never among them.
/// </summary>
internal static partial class UnusedLibraries
{
    /// <summary>Whether a file is one.</summary>
    /// <param name="fileName">Its name.</param>
    public static bool Contains(string fileName) => Names().IsMatch(fileName);

    [GeneratedRegex(
        @"^(lib)?(SkiaSharp|torch_python|shm|nnapi_backend|backend_with_compiler|jitbackend_test|torchbind_test"
        + @"|c10d_cuda_test)\.(dll|so|dylib)\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex Names();
}
