using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines;

public sealed class NativeFaultTests
{
    private const string Linux = "Unable to load shared library 'libLibTorchSharp.so' or one of its dependencies. In "
        + "order to help diagnose loading problems, "
        + "consider using a tool like strace. If you're using glibc, consider setting the LD_DEBUG environment "
        + "variable: \n";

    [Fact]
    public void The_innermost_error_is_told_without_what_stands_around_it() => Assert.Equal(
        "libtorch.so.9: cannot open shared object file: No such file or directory",
        NativeFault.Innermost(
            new TypeInitializationException(
                "Torch",
                new DllNotFoundException(
                    Linux + "libtorch.so.9: cannot open shared object file: No such file or directory"))));

    [Fact]
    public void What_is_told_otherwise_stays_as_it_is() =>
        Assert.Equal(
            "The specified module could not be found.",
            NativeFault.Innermost(new DllNotFoundException("The specified module could not be found.")));

    [Fact]
    public void A_missing_version_is_told_in_words() => Assert.Equal(
        "libtorch_cpu.so needs version GLIBC_2.99 of libc.so.6; this system's ('/none/libc.so.6') lacks it",
        NativeFault.Describe(new DllNotFoundException(
            Linux + "/none/libc.so.6: version `GLIBC_2.99' not found (required by /packs/libtorch_cpu.so)")));

    [Theory]
    [InlineData("libgomp-a34b3233.so.1: cannot open shared object file: No such file or directory",
        "brings libgomp-a34b3233.so.1,")]
    [InlineData("/lib/libc.so.6: version `GLIBC_2.38' not found (required by /packs/libtorch_cpu.so)", "Debian 13,")]
    [InlineData("invalid ELF header", "-Force")]
    public void The_remedy_follows_from_the_error(string error, string remedy)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Linux names what is missing; Windows does not.");

        Assert.Contains(remedy, NativeFault.Remedy(new DllNotFoundException(Linux + error)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_there_and_not_found_is_made_for_another_processor()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Linux names what is missing; Windows does not.");
        using var folder = new ScratchFolder();
        var library = folder.File("libLibTorchSharp.so");
        const string Unopened = ": cannot open shared object file: No such file or directory";

        Assert.Contains(
            "brings libLibTorchSharp.so", NativeFault.Remedy(new DllNotFoundException(Linux + library + Unopened)),
            StringComparison.Ordinal);
        File.WriteAllText(library, "for another processor");
        Assert.Contains(
            "another kind of processor", NativeFault.Remedy(new DllNotFoundException(Linux + library + Unopened)),
            StringComparison.Ordinal);
    }
}
