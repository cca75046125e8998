using NetAnomaly.Core.Engines;

namespace NetAnomaly.Core.Tests.Engines;

public sealed class EngineRequestTests
{
    [Theory]
    [InlineData("Auto", "auto")]
    [InlineData("CPU", "cpu")]
    [InlineData("Cuda", "cuda:0")]
    [InlineData("cuda:1", "cuda:1")]
    [InlineData("CUDA:007", "cuda:7")]
    public void A_device_is_understood_in_any_case(string given, string meant) =>
        Assert.Equal(meant, new EngineRequest { Device = given }.Device);

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1 ")]
    [InlineData("cuda:1\n")]
    [InlineData("cuda:٣")]
    public void Anything_else_is_an_error_that_says_what_may_be_given(string given) =>
        Assert.Contains(
            "give Auto, Cpu, Cuda or cuda:N",
            Assert.Throws<ArgumentException>(() => new EngineRequest { Device = given }).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Only_a_request_without_wishes_is_open()
    {
        Assert.True(new EngineRequest().IsOpen);
        Assert.False(new EngineRequest { Engine = EngineName.Embedded }.IsOpen);
        Assert.False(new EngineRequest { Device = "cpu" }.IsOpen);
        Assert.False(new EngineRequest { Precision = EnginePrecision.BFloat16 }.IsOpen);
        Assert.False(new EngineRequest { Precision = EnginePrecision.Single, NamesPrecision = true }.IsOpen);
    }

    [Fact]
    public void Numbers_alone_leave_a_model_where_it_is_if_that_has_them()
    {
        var (single, half) = (
            new EngineRequest { NamesPrecision = true }, new EngineRequest { Precision = EnginePrecision.BFloat16 });

        Assert.Equal(single with { Engine = EngineName.Torch, Device = "cuda:1" }, single.For("Torch", "cuda:1"));
        Assert.Equal(half with { Engine = EngineName.Torch, Device = "cuda:1" }, half.For("Torch", "cuda:1"));
        Assert.Equal(single with { Engine = EngineName.Embedded }, single.For("Embedded", "cpu"));
        Assert.Equal(half, half.For("Embedded", "cpu"));
    }

    [Fact]
    public void A_device_or_an_engine_asked_for_moves_a_model_with_its_numbers()
    {
        var (device, engine) = (
            new EngineRequest { Device = "cpu", NamesPrecision = true },
            new EngineRequest { Engine = EngineName.Torch, NamesPrecision = true });

        Assert.Equal(device, device.For("Torch", "cuda:1"));
        Assert.Equal(engine, engine.For("Torch", "cuda:1"));
    }
}
