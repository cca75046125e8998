using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.Core.Engines.SelfTests;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines.SelfTests;

/// <summary>What becomes of an engine that answers wrongly.</summary>
public sealed class TestedBackendTests : ITorchSource
{
    private static readonly ModelSpec Network = TestSpec.Of(ModelArchitecture.Clstm);

    private readonly Backend backend = new();
    private readonly StubFactory embedded = new();
    private readonly TestedBackend tested;

    public TestedBackendTests() => tested = new TestedBackend(backend);

    bool ITorchSource.MayHaveGpu => true;

    IEngineBackend ITorchSource.Start() => tested;

    [Fact]
    public void A_device_that_answers_rightly_is_asked_once_for_each_precision()
    {
        Assert.Same(backend.Provider, tested.ForDevice("cpu", EnginePrecision.Single));
        tested.ForDevice("cpu", EnginePrecision.Single);
        tested.VectorsForDevice("cpu");
        tested.ForDevice("cpu", EnginePrecision.BFloat16);

        Assert.Equal(["cpu Single", "cpu BFloat16"], backend.Asked);
        Assert.Equal(2, tested.Results.Count);
    }

    [Fact]
    public void A_device_that_answers_wrongly_is_refused_with_the_answer_and_the_remedy()
    {
        backend.Wrong = "cuda:0";

        var error = Assert.Throws<EngineException>(() => tested.ForDevice("cuda:0", EnginePrecision.Single));

        Assert.Equal(EngineFault.WrongResults, error.Fault);
        Assert.Contains("cuda:0", error.Message, StringComparison.Ordinal);
        Assert.Contains("LSTM: output without gradients", error.Message, StringComparison.Ordinal);
        Assert.Contains("off by 2e-1", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Engine Embedded", error.Remedy, StringComparison.Ordinal);
        Assert.Throws<EngineException>(() => tested.VectorsForDevice("cuda:0"));
        Assert.Same(backend.Provider, tested.ForDevice("cpu", EnginePrecision.Single));
    }

    [Fact]
    public void Left_open_an_engine_that_answers_wrongly_is_not_taken_and_the_reason_says_why()
    {
        backend.Wrong = "cuda:0";

        var selection = Choose(new EngineRequest());

        Assert.Same(embedded, selection.Registry.FactoryFor(Network.Architecture));
        Assert.Contains("answers wrongly on cuda:0", selection.Reason, StringComparison.Ordinal);
        Assert.Contains("LSTM", selection.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    public void An_engine_that_answers_wrongly_and_is_asked_for_is_an_error(string device)
    {
        backend.Wrong = device == "cpu" ? "cpu" : "cuda:0";

        var request = new EngineRequest { Engine = EngineName.Torch, Device = device };

        Assert.Equal(EngineFault.WrongResults, Assert.Throws<EngineException>(() => Choose(request)).Fault);
    }

    [Fact]
    public void The_doctor_says_that_no_answer_is_right()
    {
        var engine = EngineDiagnostics.WithSelfTests(Engine, [KnownAnswers.Wrong()]);

        Assert.False(engine.IsAvailable);
        Assert.Contains("LSTM", engine.Problem, StringComparison.Ordinal);
        Assert.Contains("-Engine Embedded", engine.Remedy, StringComparison.Ordinal);
        Assert.Equal(0.2, engine.SelfTest[0].LargestError);
    }

    [Fact]
    public void The_doctor_leaves_an_engine_that_is_right_on_one_device_and_says_what_is_wrong_with_the_other()
    {
        var engine = EngineDiagnostics.WithSelfTests(Engine, [KnownAnswers.Right(), KnownAnswers.Wrong("cuda:0")]);

        Assert.True(engine.IsAvailable);
        Assert.Contains("cuda:0", engine.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_finds_nothing_wrong_with_an_engine_that_is_right()
    {
        var engine = EngineDiagnostics.Embedded(KnownAnswers.Right());

        Assert.True(engine.IsAvailable);
        Assert.Null(engine.Problem);
        Assert.Single(engine.SelfTest);
        Assert.Empty(EngineDiagnostics.Embedded().SelfTest);
    }

    [Fact]
    public void A_pack_whose_answers_are_wrong_with_every_limit_is_refused_before_it_is_loaded_and_asked_once()
    {
        SkipWithoutLimits();
        using var folder = new ScratchFolder();
        var (pack, platform) = (Installed(folder), PackMaker.Platform(folder));
        var process = new KnownAnswers.Process([.. Enumerable.Repeat(new SelfTestAnswer([KnownAnswers.Wrong()]), 9)]);
        var check = new PackCheck { Process = process };

        var error = Assert.Throws<EngineException>(() => check.Apply(pack, platform, renew: false));

        Assert.Equal(EngineFault.WrongResults, error.Fault);
        Assert.Throws<EngineException>(() => new PackCheck().Apply(pack, platform, renew: false));
        Assert.Equal(InstructionSets.Descending, process.Limits);
        Assert.False(check.Last!.Results[0].Passed);
        Assert.Single(Directory.GetFiles(pack.Folder, "selftest-*.json"));
    }

    [Fact]
    public void Where_no_process_answers_a_pack_is_left_to_be_tested_in_this_one_and_none_is_asked_again()
    {
        SkipWithoutLimits();
        using var folder = new ScratchFolder();
        var (pack, process) = (Installed(folder), new KnownAnswers.Process(new SelfTestAnswer(null)));
        var check = new PackCheck { Process = process };

        check.Apply(pack, PackMaker.Platform(folder), renew: false);
        check.Apply(pack, PackMaker.Platform(folder), renew: false);

        Assert.Null(check.Last);
        Assert.Single(process.Limits);
    }

    private static AnomalyEngine Engine => new() { Name = EngineName.Torch, IsAvailable = true };

    private static EnginePack Installed(ScratchFolder folder) => new(
        PackMaker.Installed(folder, EngineScope.CurrentUser, PackMaker.Manifest), EngineScope.CurrentUser,
        PackMaker.Manifest);

    private static void SkipWithoutLimits() => Assert.SkipWhen(
        InstructionSets.Descending.Count < 2 || InstructionSets.IsSetByUser, "nothing can be limited here");

    private EngineSelection Choose(EngineRequest request) => new EngineSelector(
        CoreDetectors.Providers, [embedded], this).Choose(request, Network, EngineSelector.WorthGpu * 2);

    private sealed class Backend : IEngineBackend
    {
        public StubFactory Provider { get; } = new();

        public List<string> Asked { get; } = [];

        public string? Wrong { get; set; }

        public string Version => "Torch 1";

        public string? GpuProblem => null;

        public IReadOnlyList<EngineDevice> Devices() =>
            [.. new[] { "cpu", "cuda:0" }.Select(name => new EngineDevice { Name = name, Description = "" })];

        public IDetectorFactory ForDevice(string device, EnginePrecision precision) => Provider;

        public IVectorDetectorFactory VectorsForDevice(string device) => null!;

        public SelfTestResult SelfTest(string device, EnginePrecision precision)
        {
            Asked.Add($"{device} {precision}");
            return device == Wrong ? KnownAnswers.Wrong(device, precision) : KnownAnswers.Right(device, precision);
        }
    }
}
