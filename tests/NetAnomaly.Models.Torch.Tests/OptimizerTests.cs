extern alias Embedded;
extern alias Torch;

using System.Runtime.InteropServices;
using EmbeddedHost = Embedded::NetAnomaly.Models.Devices.HostDevice;
using EmbeddedOptions = Embedded::NetAnomaly.Models.Devices.OptimizerOptions;
using EmbeddedParameter = NetAnomaly.Tensors.Modules.Parameter;
using EmbeddedTensor = NetAnomaly.Tensors.torch.Tensor;
using TorchHost = Torch::NetAnomaly.Models.Devices.HostDevice;
using TorchOptions = Torch::NetAnomaly.Models.Devices.OptimizerOptions;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>
/// The optimizers of both engines mean the same, and the one of Torch bears a collector that runs all the time.
/// </summary>
public sealed class OptimizerTests
{
    private const double Rate = 0.01;
    private const double Decay = 0.1;
    private const int Steps = 100;
    private const int Size = 257;

    public static TheoryData<TrainingOptimizer> Rules => [.. Enum.GetValues<TrainingOptimizer>()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Both_engines_take_the_same_steps(TrainingOptimizer rule)
    {
        using var scope = NewDisposeScope();
        using var embedded = new EmbeddedSide(rule);
        using var torch = new TorchSide(rule);
        for (var step = 0; step < Steps; step++)
        {
            embedded.Step(step);
            torch.Step(step);
        }

        AssertNear(torch.Weights, embedded.Weights);
        Assert.Equal(torch.State.Keys.Order(), embedded.State.Keys.Order());
        Assert.All(torch.State, pair => AssertNear(pair.Value, embedded.State[pair.Key]));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_state_of_one_engine_goes_on_in_the_other(TrainingOptimizer rule)
    {
        using var scope = NewDisposeScope();
        using var undisturbed = new EmbeddedSide(rule);
        using var torch = new TorchSide(rule);
        using var back = new EmbeddedSide(rule);
        for (var step = 0; step < Steps; step++) undisturbed.Step(step);

        using var start = new EmbeddedSide(rule);
        for (var step = 0; step < 30; step++) start.Step(step);
        torch.Take(start.Weights, start.State, 30);
        for (var step = 30; step < 60; step++) torch.Step(step);
        back.Take(torch.Weights, torch.State, 60);
        for (var step = 60; step < Steps; step++) back.Step(step);

        AssertNear(undisturbed.Weights, back.Weights);
    }

    [Fact]
    public void A_collector_that_runs_all_the_time_changes_no_bit()
    {
        using var scope = NewDisposeScope();
        using var left = new TorchSide(TrainingOptimizer.NAdam);
        using var disturbed = new TorchSide(TrainingOptimizer.NAdam);
        for (var step = 0; step < 4 * Steps; step++) left.Step(step);
        using (new Collector())
        {
            for (var step = 0; step < 4 * Steps; step++) disturbed.Step(step);
        }

        Assert.Equal(left.Weights, disturbed.Weights);
    }

    // What libtorch 2.10 said of numbers that the collector had freed.
    [Theory]
    [InlineData("Expected false to be true.\nraised from toFloat at /pytorch/c10/core/Scalar.h:140", true)]
    [InlineData("Unknown scalar type.\nraised from type at /pytorch/c10/core/Scalar.h:339", true)]
    [InlineData("The size of tensor a (3) must match the size of tensor b (4)", false)]
    public void A_number_that_was_freed_too_early_is_recognised(string message, bool isChance) =>
        Assert.Equal(isChance, TorchHost.Instance.IsTransient(new Freed(message)));

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance(pair.First)));
    }

    private static float Tolerance(float value) => 1e-5f * (1 + Math.Abs(value));

    private static float[] Values(int seed) =>
        [.. Enumerable.Range(0, Size).Select(at => (float)Math.Sin((at * 0.7) + (seed * 1.3)))];

    // The second parameter has a tenth of the rate, and no gradient in the first steps.
    private static double Share(string name) => name == "b" ? 0.1 : 1;

    private static bool Moves(string name, int step) => name == "a" || step >= 5;

    private sealed class EmbeddedSide : IDisposable
    {
        private readonly (string Name, EmbeddedParameter Parameter)[] parameters =
        [
            .. "ab".Select(name => ($"{name}", new EmbeddedParameter(NetAnomaly.Tensors.torch.tensor(Values(name))))),
        ];

        private readonly Embedded::NetAnomaly.Models.Devices.IOptimizer optimizer;

        public EmbeddedSide(TrainingOptimizer rule) =>
            optimizer = EmbeddedHost.Instance.CreateOptimizer(parameters, new EmbeddedOptions(rule, Decay, Share));

        public float[] Weights => [.. parameters.SelectMany(named => named.Parameter.data<float>().ToArray())];

        public Dictionary<string, float[]> State =>
            optimizer.State().ToDictionary(named => named.Name, named => named.Value.data<float>().ToArray());

        public void Take(float[] weights, Dictionary<string, float[]> state, int steps)
        {
            using var quiet = NetAnomaly.Tensors.torch.no_grad();
            foreach (var (part, (_, parameter)) in weights.Chunk(Size).Zip(parameters)) Copy(parameter, part);
            foreach (var (name, value) in optimizer.State()) Copy(value, state[name]);
            optimizer.Restore(steps);
        }

        public void Step(int step)
        {
            using var scope = NetAnomaly.Tensors.torch.NewDisposeScope();
            foreach (var (name, parameter) in parameters)
            {
                parameter.grad?.fill_(0);
                if (!Moves(name, step)) continue;
                (parameter * NetAnomaly.Tensors.torch.tensor(Values(step))).sum().backward();
            }

            optimizer.Step(Rate);
        }

        public void Dispose() => optimizer.Dispose();

        private static void Copy(EmbeddedTensor to, float[] values) =>
            to.copy_(NetAnomaly.Tensors.torch.tensor(values));
    }

    private sealed class TorchSide : IDisposable
    {
        private readonly (string Name, Modules.Parameter Parameter)[] parameters =
            [.. "ab".Select(name => ($"{name}", new Modules.Parameter(tensor(Values(name)))))];

        private readonly Torch::NetAnomaly.Models.Devices.IOptimizer optimizer;

        public TorchSide(TrainingOptimizer rule) =>
            optimizer = TorchHost.Instance.CreateOptimizer(parameters, new TorchOptions(rule, Decay, Share));

        public float[] Weights => [.. parameters.SelectMany(named => named.Parameter.data<float>().ToArray())];

        public Dictionary<string, float[]> State =>
            optimizer.State().ToDictionary(named => named.Name, named => named.Value.data<float>().ToArray());

        public void Take(float[] weights, Dictionary<string, float[]> state, int steps)
        {
            using var quiet = no_grad();
            foreach (var (part, (_, parameter)) in weights.Chunk(Size).Zip(parameters)) Copy(parameter, part);
            foreach (var (name, value) in optimizer.State()) Copy(value, state[name]);
            optimizer.Restore(steps);
        }

        public void Step(int step)
        {
            using var scope = NewDisposeScope();
            foreach (var (name, parameter) in parameters)
            {
                parameter.grad?.fill_(0);
                if (Moves(name, step)) (parameter * tensor(Values(step))).sum().backward();
            }

            optimizer.Step(Rate);
        }

        public void Dispose() => optimizer.Dispose();

        private static void Copy(Tensor to, float[] values) => to.copy_(tensor(values));
    }

    // Collects what is young, thousands of times a second, until it is disposed.
    private sealed class Collector : IDisposable
    {
        private readonly Thread thread;
        private volatile bool isOver;

        public Collector()
        {
            thread = new Thread(Run);
            thread.Start();
        }

        public void Dispose()
        {
            isOver = true;
            thread.Join();
        }

        private void Run()
        {
            while (!isOver)
            {
                GC.Collect(0);

                // Between two collections the other thread gets on; without that, a step takes seconds.
                Thread.Sleep(TimeSpan.FromMicroseconds(100));
            }
        }
    }

    // TorchSharp throws what libtorch says as the base type of this.
    private sealed class Freed(string message) : ExternalException(message);
}
