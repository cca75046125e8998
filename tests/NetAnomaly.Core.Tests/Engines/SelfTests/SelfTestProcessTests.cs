using System.Runtime.InteropServices;
using NetAnomaly.Core.Engines.SelfTests;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Tests.Engines.SelfTests;

public sealed class SelfTestProcessTests
{
    [Fact]
    public void Results_are_read_from_the_last_line_whatever_was_said_before()
    {
        SelfTestResult[] results =
            [KnownAnswers.Right() with { InstructionSetLimit = "AVX" }, KnownAnswers.Wrong(error: double.NaN)];

        var read = SelfTestText.Read($"WARNING: [something]\n{SelfTestText.Write(results)}\r\n")!;

        Assert.Equal(["AVX", null], read.Select(result => result.InstructionSetLimit));
        Assert.Equal([true, false], read.Select(result => result.Passed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("10.0.100")]
    [InlineData("[{\"Device\":\"cpu\",\"Precision\":\"Single\",\"Cases\":null}]")]
    public void What_is_no_result_is_none(string text) => Assert.Null(SelfTestText.Read(text));

    [Fact]
    public void A_program_that_says_nothing_of_the_kind_has_no_result_and_has_not_crashed() =>
        Assert.Equal(new SelfTestAnswer(null), Run(DotNet, "--list-runtimes"));

    [Fact]
    public void A_program_that_fails_counts_as_crashed() =>
        Assert.True(Run(DotNet, "none.dll").Crashed);

    [Fact]
    public void A_program_that_does_not_exist_has_no_result() =>
        Assert.Null(Run("/none/at/all").Results);

    private static string DotNet => Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..",
        OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    private static SelfTestAnswer Run(string program, params string[] arguments) =>
        new SelfTestProcess(program, arguments).Run(InstructionSets.All);
}
