using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Engines;

public sealed class EngineSelectorTests
{
    private const double Much = EngineSelector.WorthGpu * 2;
    private static readonly ModelSpec Network = TestSpec.Of(ModelArchitecture.Clstm);

    private readonly StubFactory embedded = new();
    private readonly Torch torch = new();

    private EngineSelector Selector => new(CoreDetectors.Providers, [embedded], torch);

    [Fact]
    public void Left_open_the_embedded_engine_is_taken_where_there_is_no_gpu_and_nothing_is_started()
    {
        Assert.Same(embedded, Choose(new EngineRequest(), Much));
        Assert.Equal(0, torch.Starts);
    }

    [Fact]
    public void Left_open_a_gpu_is_taken_for_much_work()
    {
        torch.HasGpu = true;

        Assert.Same(torch.Provider, Choose(new EngineRequest(), Much));
        Assert.Equal("cuda:0", torch.Asked);
    }

    [Fact]
    public void Left_open_a_gpu_is_not_started_for_little_work()
    {
        torch.HasGpu = true;

        Assert.Same(embedded, Choose(new EngineRequest(), EngineSelector.WorthGpu / 2));
        Assert.Equal(0, torch.Starts);
    }

    [Fact]
    public void Left_open_a_gpu_that_fails_is_done_without_and_the_reason_says_why()
    {
        torch.HasGpu = true;
        torch.Fault = new EngineException(EngineFault.Missing, "libcuda is too old", "");

        var selection = Selector.Choose(new EngineRequest(), Network, Much);

        Assert.Same(embedded, selection.Registry.FactoryFor(Network.Architecture));
        Assert.Contains("libcuda is too old", selection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Torch_asked_for_and_missing_is_an_error_with_the_remedy()
    {
        torch.Fault = new EngineException(EngineFault.Missing, "no engine pack is installed", "Install it.");

        Assert.Equal(
            "Install it.",
            Assert.Throws<EngineException>(() => Choose(new EngineRequest { Engine = EngineName.Torch }, 0)).Remedy);
    }

    [Theory]
    [InlineData(false, "cpu")]
    [InlineData(true, "cuda:0")]
    public void Torch_asked_for_takes_a_gpu_where_there_is_one(bool hasGpu, string device)
    {
        torch.HasGpu = hasGpu;

        Choose(new EngineRequest { Engine = EngineName.Torch }, 0);

        Assert.Equal(device, torch.Asked);
    }

    [Fact]
    public void A_gpu_asked_for_and_missing_is_an_error_that_says_why()
    {
        var error = Assert.Throws<EngineException>(() => Choose(new EngineRequest { Device = "Cuda" }, Much));

        Assert.Equal(EngineFault.CannotDo, error.Fault);
        Assert.Contains("there is no driver", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gpu_of_a_number_that_does_not_exist_is_an_error_that_lists_what_there_is()
    {
        torch.HasGpu = true;

        Assert.Contains(
            "cpu, cuda:0",
            Assert.Throws<EngineException>(() => Choose(new EngineRequest { Device = "cuda:3" }, Much)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_processor_asked_for_is_the_embedded_engine_and_with_Torch_is_Torch()
    {
        torch.HasGpu = true;

        Assert.Same(embedded, Choose(new EngineRequest { Device = "Cpu" }, Much));
        Assert.Same(torch.Provider, Choose(new EngineRequest { Engine = EngineName.Torch, Device = "Cpu" }, Much));
        Assert.Equal("cpu", torch.Asked);
    }

    [Theory]
    [InlineData("Cuda", EnginePrecision.Single)]
    [InlineData("Auto", EnginePrecision.BFloat16)]
    public void What_the_embedded_engine_cannot_do_is_refused(string device, EnginePrecision precision) => Assert.Equal(
        EngineFault.CannotDo,
        Assert.Throws<EngineException>(
            () => Choose(
                new EngineRequest { Engine = EngineName.Embedded, Device = device, Precision = precision }, 0)).Fault);

    [Fact]
    public void Bfloat16_means_Torch()
    {
        Assert.Same(torch.Provider, Choose(new EngineRequest { Precision = EnginePrecision.BFloat16 }, 0));
        Assert.Equal(EnginePrecision.BFloat16, torch.AskedPrecision);
    }

    [Fact]
    public void Metric_models_compute_on_the_device_asked_for()
    {
        torch.HasGpu = true;
        var metric = Network.As(ModelArchitecture.Metric);

        Assert.Equal(
            "cuda:0",
            Selector.Choose(
                new EngineRequest { Device = "Cuda" }, metric, Much).Registry.FactoryFor(metric.Architecture).Device);
    }

    [Theory]
    [InlineData(ModelArchitecture.Metric, ModelPreset.Default, LearningMode.Supervised, true)]
    [InlineData(ModelArchitecture.Transformer, ModelPreset.Published, LearningMode.Supervised, true)]
    [InlineData(ModelArchitecture.Transformer, ModelPreset.Published, LearningMode.Unsupervised, false)]
    [InlineData(ModelArchitecture.Transformer, ModelPreset.Default, LearningMode.Supervised, false)]
    [InlineData(ModelArchitecture.Clstm, ModelPreset.Published, LearningMode.Supervised, false)]
    public void What_needs_single_precision_is_refused_in_another(
        ModelArchitecture architecture, ModelPreset preset, LearningMode learning, bool isRefused)
    {
        var spec = (Network with { Preset = preset, Learning = learning }).As(architecture);
        var error = Record.Exception(
            () => Selector.Choose(new EngineRequest { Precision = EnginePrecision.BFloat16 }, spec, Much));

        Assert.Equal(isRefused, error is EngineException { Fault: EngineFault.CannotDo });
        if (isRefused) Assert.Contains("Single only", error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelArchitecture.IsolationForest)]
    [InlineData(ModelArchitecture.NearestNeighbor)]
    public void Detectors_on_features_need_no_engine_either(ModelArchitecture architecture)
    {
        var selection = Selector.Choose(
            new EngineRequest { Engine = EngineName.Torch }, Network.As(architecture), Much);

        Assert.Equal("Core", selection.Registry.FactoryFor(architecture).Engine);
        Assert.Equal(0, torch.Starts);
    }

    [Fact]
    public void A_model_that_needs_no_engine_starts_none()
    {
        var selection = Selector.Choose(
            new EngineRequest { Engine = EngineName.Torch }, Network.As(ModelArchitecture.TokenFrequency), Much);

        Assert.IsType<TokenFrequencyFactory>(selection.Registry.FactoryFor(ModelArchitecture.TokenFrequency));
        Assert.Equal(0, torch.Starts);
    }

    [Theory]
    [InlineData(ModelArchitecture.Clstm)]
    [InlineData(ModelArchitecture.BiLstm)]
    [InlineData(ModelArchitecture.Transformer)]
    public void Work_grows_with_the_network_and_with_the_flows(ModelArchitecture architecture)
    {
        var spec = TestSpec.Of(architecture);

        Assert.True(ComputeCost.PerFlow(spec) > 0);
        Assert.True(ComputeCost.PerFlow(spec.With(new { EmbeddingSize = 128 })) > ComputeCost.PerFlow(spec));
        Assert.Equal(2 * ComputeCost.Training(spec, 1000, 3), ComputeCost.Training(spec, 2000, 3));
    }

    [Fact]
    public void The_work_of_an_ensemble_is_that_of_its_members()
    {
        ModelSpec[] members = [Network, Counts, Network.With(new { EmbeddingSize = 128 })];
        var spec = TestSpec.Of(ModelArchitecture.Ensemble, new EnsembleOptions { Members = members });

        Assert.Equal(ComputeCost.PerFlow(members[0]) + ComputeCost.PerFlow(members[2]), ComputeCost.PerFlow(spec));
    }

    [Fact]
    public void An_ensemble_of_counts_starts_no_engine()
    {
        var selection = Selector.Choose(new EngineRequest { Engine = EngineName.Torch }, EnsembleOf(Counts), Much);

        Assert.Equal("Core", selection.Registry.FactoryFor(ModelArchitecture.Ensemble).Engine);
        Assert.Equal(0, torch.Starts);
    }

    [Fact]
    public void An_ensemble_with_a_network_computes_on_what_is_asked_for_and_says_so()
    {
        torch.HasGpu = true;
        var spec = EnsembleOf(Counts, Network);

        var registry = Selector.Choose(new EngineRequest(), spec, Much).Registry;

        Assert.Same(torch.Provider, registry.FactoryFor(Network.Architecture));
        Assert.Equal(torch.Provider.Engine, registry.FactoryFor(spec.Architecture).Engine);
        Assert.IsType<TokenFrequencyFactory>(registry.FactoryFor(Counts.Architecture));
    }

    [Fact]
    public void An_ensemble_is_refused_the_precision_that_a_member_cannot_take()
    {
        var request = new EngineRequest { Precision = EnginePrecision.BFloat16 };

        Assert.Throws<EngineException>(
            () => Selector.Choose(request, EnsembleOf(Network, Network.As(ModelArchitecture.Metric)), Much));
    }

    private static ModelSpec Counts => Network.As(ModelArchitecture.TokenFrequency);

    private static ModelSpec EnsembleOf(params ModelSpec[] members) =>
        Network.As(ModelArchitecture.Ensemble, new { Members = members });

    private IDetectorFactory Choose(EngineRequest request, double work) =>
        Selector.Choose(request, Network, work).Registry.FactoryFor(Network.Architecture);

    private sealed class StubVectors : IVectorDetectorFactory
    {
        public string Engine => "Stub";

        public string Device => "cuda:0";

        public bool Supports(ModelArchitecture architecture) => architecture == ModelArchitecture.Metric;

        public TrainedVectors Train(
            VectorJob job, IProgress<TrainingProgress>? progress,
            CancellationToken cancellation) => throw new NotSupportedException();

        public IVectorDetector Load(ModelSpec spec, int width, Stream weights) => throw new NotSupportedException();
    }

    private sealed class Torch : ITorchSource, IEngineBackend
    {
        public StubFactory Provider { get; } = new();

        public IVectorDetectorFactory Vectors { get; } = new StubVectors();

        public bool HasGpu { get; set; }

        public EngineException? Fault { get; set; }

        public int Starts { get; private set; }

        public string? Asked { get; private set; }

        public EnginePrecision AskedPrecision { get; private set; }

        public bool MayHaveGpu => HasGpu;

        public string Version => "Torch 1";

        public string? GpuProblem => HasGpu ? null : "there is no driver";

        public IEngineBackend Start()
        {
            Starts++;
            return Fault is null ? this : throw Fault;
        }

        public IReadOnlyList<EngineDevice> Devices() =>
            [
                .. new[] { "cpu", "cuda:0" }.Take(HasGpu ? 2 : 1)
                .Select(name => new EngineDevice { Name = name, Description = "" }),
            ];

        public IDetectorFactory ForDevice(string device, EnginePrecision precision)
        {
            (Asked, AskedPrecision) = (device, precision);
            return Provider;
        }

        public IVectorDetectorFactory VectorsForDevice(string device) => Vectors;

        public SelfTestResult SelfTest(string device, EnginePrecision precision) => throw new NotSupportedException();
    }
}
