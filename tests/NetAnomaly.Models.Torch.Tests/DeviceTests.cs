extern alias Torch;

using System.Runtime.InteropServices;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using Torch::NetAnomaly.Models.Devices;
using Torch::NetAnomaly.Models;

// A test here counts the tensors of the whole process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>Devices and precisions of the Torch engine. Those for a GPU are skipped where there is none.</summary>
public sealed class DeviceTests
{
    private static readonly Lazy<TorchBackend> Started = new(() => new TorchBackend());

    public static TheoryData<ModelArchitecture> Networks =>
        [ModelArchitecture.Clstm, ModelArchitecture.Transformer, ModelArchitecture.BiLstm];

    private static TorchBackend Backend => Started.Value;

    [Fact]
    public void The_backend_lists_the_processor_first_and_says_what_is_wrong_with_the_gpu()
    {
        Assert.Equal("cpu", Backend.Devices()[0].Name);
        Assert.True(Backend.Devices()[0].MemoryTotal > 0);
        Assert.Equal(Backend.GpuProblem is null, Backend.Devices().Count > 1);
        Assert.StartsWith("TorchSharp 0.", Backend.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trained_model_says_on_what_and_in_which_precision_it_was_trained()
    {
        using var model = TorchModels.Train(Backend.ForDevice("cpu", EnginePrecision.BFloat16));

        Assert.Equal(
            ("Torch", "cpu", EnginePrecision.BFloat16),
            (model.Provenance!.Engine, model.Provenance.Device, model.Provenance.Precision));
        Assert.Equal("Torch on cpu in BFloat16", model.Engine);
    }

    public static TheoryData<string, ModelArchitecture> Everywhere =>
        [.. from device in new[] { "cpu", "cuda:0" } from network in Networks select (device, network.Data)];

    public static TheoryData<ModelArchitecture, ModelPreset> Presets =>
        [.. from network in Networks from preset in Enum.GetValues<ModelPreset>() select (network.Data, preset)];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Bfloat16_learns_and_scores_nearly_as_single_precision_does(
        string device, ModelArchitecture architecture)
    {
        NeedsGpu(device);
        var spec = TorchModels.Spec.As(architecture, new { AttentionLayers = 1, Heads = 2, FeedForwardSize = 24 });
        using var exact = TorchModels.Train(Backend.ForDevice(device, EnginePrecision.Single), spec);
        using var coarse = TorchModels.Train(Backend.ForDevice(device, EnginePrecision.BFloat16), spec);

        Assert.True(
            coarse.History[^1].TrainingLoss < 0.9 * coarse.History[0].TrainingLoss,
            $"the loss did not fall: {string.Join(", ", coarse.History.Select(epoch => epoch.TrainingLoss))}, in "
                + $"single precision {string.Join(", ", exact.History.Select(epoch => epoch.TrainingLoss))}");
        Assert.Equal(exact.History[^1].TrainingLoss, coarse.History[^1].TrainingLoss, 0.1);
        Assert.Equal(TorchModels.Scores(exact).Average(), TorchModels.Scores(coarse).Average(), 0.15);
    }

    [Fact]
    public void Steps_smaller_than_a_bfloat16_weight_can_show_add_up()
    {
        // Under an even slope a step of Adam is the rate: far less than what divides numbers near 1 in bfloat16.
        var device = new TorchDevice("cpu", EnginePrecision.BFloat16, () => null);
        using var weight = new Modules.Parameter(ones(4, dtype: ScalarType.BFloat16));
        weight.sum().backward();
        var options = new OptimizerOptions(TrainingOptimizer.Adam, 0);
        using var optimizer = device.CreateOptimizer([("weight", weight)], options);

        for (var step = 0; step < 1000; step++) optimizer.Step(1e-5);

        Assert.Equal(0.99f, device.ToFloats(weight)[0], 0.005f);
        Assert.NotEqual(1f, device.ToFloats(weight)[0]);
    }

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB", true)]
    [InlineData("[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to "
        + "allocate 64 bytes", true)]
    [InlineData("[enforce fail at alloc_cpu.cpp:124] data. DefaultCPUAllocator: not enough memory: you tried to "
        + "allocate 64 bytes.", true)]
    [InlineData("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED", true)]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`", true)]
    [InlineData("CUDA error: an illegal memory access was encountered", false)]
    [InlineData("The size of tensor a (3) must match the size of tensor b (4)", false)]
    public void What_libtorch_says_when_memory_has_run_out_is_understood(string message, bool isOutOfMemory) =>
        Assert.Equal(isOutOfMemory, HostDevice.Instance.IsOutOfMemory(new Libtorch(message)));

    [Fact]
    public void Memory_that_the_processor_really_lacks_is_understood() => Assert.True(
        HostDevice.Instance.IsOutOfMemory(
            Assert.ThrowsAny<Exception>(
                () => TorchSharp.torch.empty(1L << 50, dtype: TorchSharp.torch.ScalarType.Float32))));

    [Fact]
    public void A_batch_for_a_gpu_grows_with_its_free_memory_and_not_on_the_processor()
    {
        Assert.Equal(1000, new TorchDevice("cpu", EnginePrecision.Single, () => 1L << 40).TokensPerBatch(1000, 1000));
        Assert.Equal(
            250_000, new TorchDevice("cuda:0", EnginePrecision.Single, () => 1_000_000_000).TokensPerBatch(1000, 1000));
        Assert.Equal(1000, new TorchDevice("cuda:0", EnginePrecision.Single, () => 0).TokensPerBatch(1000, 1000));
        Assert.Equal(
            1 << 20, new TorchDevice("cuda:0", EnginePrecision.Single, () => 1L << 50).TokensPerBatch(1000, 1000));
        Assert.Equal(1000, new TorchDevice("cuda:0", EnginePrecision.Single, () => null).TokensPerBatch(1000, 1000));
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda:0")]
    public void No_batch_that_is_scored_or_trained_on_leaves_a_tensor_behind(string device)
    {
        NeedsGpu(device);
        using var model = TorchModels.Train(Backend.ForDevice(device, EnginePrecision.Single));
        var scorer = new AnomalyScorer(model);
        scorer.Score(TorchModels.Different(0, 10), TestContext.Current.CancellationToken);
        var before = Tensors();

        for (var batch = 1; batch <= 30; batch++)
            scorer.Score(TorchModels.Different(batch * 10, 10), TestContext.Current.CancellationToken);
        var scored = Tensors();
        TrainAndForget(device, epochs: 1);
        var once = Tensors();
        TrainAndForget(device, epochs: 4);

        // TorchSharp itself keeps a few of each network it makes; what counts is that steps add none.
        Assert.Equal(before, scored);
        Assert.Equal(once - scored, Tensors() - once);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_gpu_trains_and_scores_as_the_processor_does(ModelArchitecture architecture)
    {
        NeedsGpu();
        var spec = TorchModels.Spec.As(architecture, new { AttentionLayers = 1, Heads = 2, FeedForwardSize = 24 });
        using var host = TorchModels.Train(Backend.ForDevice("cpu", EnginePrecision.Single), spec);
        using var gpu = TorchModels.Train(Backend.ForDevice("cuda:0", EnginePrecision.Single), spec);

        Assert.Equal("cuda:0", gpu.Provenance!.Device);
        Assert.Equal(TorchModels.Scores(host), TorchModels.Scores(gpu), (x, y) => Math.Abs(x - y) < 1e-3);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void The_same_weights_score_alike_on_a_gpu_and_on_the_processor(
        ModelArchitecture architecture, ModelPreset preset)
    {
        NeedsGpu();
        var spec = (TorchModels.Spec with { Preset = preset })
            .As(
                architecture,
                new { ContextLength = 6, DenseSize = 12, AttentionLayers = 1, Heads = 2, FeedForwardSize = 24 });
        using var gpu = TorchModels.Train(Backend.ForDevice("cuda:0", EnginePrecision.Single), spec);
        using var host = ModelTransfer.To(
            gpu, new DetectorRegistry([Backend.ForDevice("cpu", EnginePrecision.Single)]));

        Assert.Equal("Torch on cpu", host.Engine);
        Assert.Equal(TorchModels.Scores(host), TorchModels.Scores(gpu), (x, y) => Math.Abs(x - y) < 1e-4);
    }

    [Fact]
    public void A_gpu_gives_the_same_bits_for_the_same_seed()
    {
        NeedsGpu();
        var spec = TorchModels.Spec.With(new { Dropout = 0.2 });
        using var first = TorchModels.Train(Backend.ForDevice("cuda:0", EnginePrecision.Single), spec);
        using var second = TorchModels.Train(Backend.ForDevice("cuda:0", EnginePrecision.Single), spec);

        Assert.Equal(TorchModels.Scores(first), TorchModels.Scores(second));
    }

    [Fact]
    public void A_seed_begins_a_gpus_own_stream_of_chance()
    {
        NeedsGpu();
        using var scope = NewDisposeScope();
        var device = new TorchDevice("cuda:0", EnginePrecision.Single, () => null);

        Assert.Equal(Drawn(), Drawn());

        float[] Drawn()
        {
            device.Seed(7);
            return device.ToFloats(rand(1000, device: new torch.Device("cuda:0")));
        }
    }

    [Fact]
    public void What_is_put_on_a_gpu_arrives_whole_however_soon_its_source_goes()
    {
        NeedsGpu();
        using var scope = NewDisposeScope();
        var device = new TorchDevice("cuda:0", EnginePrecision.Single, () => null);
        var put = new List<Tensor>();
        for (var number = 0; number < 200; number++)
        {
            using var inner = NewDisposeScope();
            put.Add(device.ToDevice(full(100_000, (float)number)).MoveToOuterDisposeScope());
        }

        for (var number = 0; number < put.Count; number++)
            Assert.All(device.ToFloats(put[number]), value => Assert.Equal(number, value));
    }

    [Fact]
    public void Memory_that_a_gpu_really_lacks_is_understood()
    {
        NeedsGpu();
        var device = new TorchDevice("cuda:0", EnginePrecision.Single, () => null);

        Assert.True(
            device.IsOutOfMemory(
                Assert.ThrowsAny<Exception>(
                    () => empty(1L << 44, dtype: ScalarType.Float32, device: new torch.Device("cuda:0")))));
    }

    private static void TrainAndForget(string device, int epochs) =>
        TorchModels.Train(
            Backend.ForDevice(device, EnginePrecision.Single),
            options: TorchModels.Options with { Epochs = epochs }).Dispose();

    // What other tests have left to the finalizer counts until it is through.
    private static long Tensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return TorchSharp.torch.Tensor.TotalCount;
    }

    private static void NeedsGpu(string device = "cuda:0") =>
        Assert.SkipWhen(device != "cpu" && Backend.GpuProblem is not null, $"no GPU: {Backend.GpuProblem}");

    // TorchSharp throws what libtorch says as the base type of this.
    private sealed class Libtorch(string message) : ExternalException(message);
}
