using System.Security.Cryptography;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines;

/// <summary>
/// The build program looks at the libraries that TorchSharp's packages have joined before it packs them.
/// </summary>
public sealed class JoinedLibrariesTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Libraries_that_are_as_their_packages_say_pass()
    {
        Write("libtorch_cuda.so", "head, middle, end", Digest("head, middle, end"));
        File.WriteAllText(folder.File("libc10.so"), "never cut");

        Assert.Null(JoinedLibraries.FirstDamage(folder.Path));
    }

    [Fact]
    public void A_head_whose_fragments_were_not_joined_is_named()
    {
        Write("libtorch_cuda.so", "head, ", Digest("head, middle, end"));

        Assert.Contains(
            "'libtorch_cuda.so' has the SHA-256", JoinedLibraries.FirstDamage(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checksum_without_its_library_is_named()
    {
        File.WriteAllText(folder.File("libtorch_cuda.so.sha"), Digest("gone"));

        Assert.Equal("'libtorch_cuda.so' is missing", JoinedLibraries.FirstDamage(folder.Path));
    }

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private void Write(string name, string content, string sha256)
    {
        File.WriteAllText(folder.File(name), content);
        File.WriteAllText(folder.File(name + ".sha"), sha256);
    }
}
