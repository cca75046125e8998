using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed class LstmSequenceTests
{
    public static TheoryData<int, bool> Cases { get; } = new(
        from width in new[] { 32, 128, 256, 512 }
        from reverse in new[] { false, true }
        select (width, reverse));

    [Theory]
    [MemberData(nameof(Cases))]
    public void States_agree_with_the_recurrence_in_doubles(int width, bool reverse)
    {
        using With setting = With.Width(width);
        foreach (
            (int steps, int batch, int inputs, int hidden) in new[]
            {
                (1, 1, 1, 1), (5, 7, 3, 19), (3, 13, 20, 32), (2, 1, 5, 64), (4, 0, 3, 5), (0, 3, 2, 5),
            })
        {
            var layer = new Layer(new LstmSizes(steps, batch, inputs, hidden, reverse));
            layer.Forward(keep: true);
            (double[] states, double[] cells) = layer.Exact();
            AssertNear(states, layer.States, 2e-6);
            AssertNear(cells, layer.Cells, 2e-6);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_gradient_the_states_have_the_same_bits(bool reverse)
    {
        var layer = new Layer(new LstmSizes(6, 9, 4, 21, reverse));
        layer.Forward(keep: true);
        float[] kept = [.. layer.States];
        layer.Forward(keep: false);
        Assert.Equal(kept, layer.States);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree_with_differences_of_the_recurrence_in_doubles(int width, bool reverse)
    {
        using With setting = With.Width(width);
        var layer = new Layer(new LstmSizes(4, 5, 3, 18, reverse));
        layer.Forward(keep: true);
        layer.Backward();
        const double Step = 1e-5;
        foreach ((double[] values, float[] gradient) in layer.Differentiable())
        {
            for (int i = 0; i < values.Length; i += 1 + (values.Length / 40))
            {
                double before = values[i];
                values[i] = before + Step;
                double more = layer.Loss();
                values[i] = before - Step;
                double less = layer.Loss();
                values[i] = before;
                Assert.Equal((more - less) / (2 * Step), gradient[i], 2e-5);
            }
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_single_bit()
    {
        var alone = new Layer(new LstmSizes(5, 37, 8, 40, false));
        var shared = new Layer(new LstmSizes(5, 37, 8, 40, false));
        using (With.Threads(1))
        {
            alone.Forward(keep: true);
            alone.Backward();
        }

        using (With.Threads(3))
        {
            shared.Forward(keep: true);
            shared.Backward();
        }

        Assert.Equal(alone.States, shared.States);
        Assert.Equal(alone.GateGradient, shared.GateGradient);
    }

    [Fact]
    public void Spans_that_do_not_fit_are_rejected()
    {
        var sizes = new LstmSizes(2, 3, 4, 5, false);
        var layer = new Layer(sizes);
        Assert.Throws<ArgumentException>(() => LstmSequence.Forward(
            sizes, layer.Input.AsSpan(1), layer.InputWeights, layer.HiddenWeights, layer.Bias, layer.States,
            layer.Cells, [], []));
        Assert.Throws<ArgumentException>(() => LstmSequence.Backward(
            sizes, [], layer.HiddenWeights, layer.Cells, layer.Gates, layer.Squashed.AsSpan(1), layer.LastHidden,
            layer.LastCell, layer.GateGradient));
    }

    private static void AssertNear(double[] expected, float[] found, double tolerance) =>
        Assert.All(Enumerable.Range(0, expected.Length), i => Assert.Equal(expected[i], found[i], tolerance));

    private sealed class Layer
    {
        private readonly LstmSizes sizes;
        private readonly double[] input;
        private readonly double[] inputWeights;
        private readonly double[] hiddenWeights;
        private readonly double[] bias;
        private readonly double[] firstHidden;
        private readonly double[] firstCell;
        private readonly double[] outerGradient;

        public Layer(LstmSizes sizes)
        {
            this.sizes = sizes;
            var random = new System.Random(7);
            double[] Fill(int count) =>
                [.. Enumerable.Range(0, count).Select(_ => (double)(random.NextSingle() - 0.5f))];
            int rows = sizes.Steps * sizes.Batch;
            input = Fill(rows * sizes.Inputs);
            inputWeights = Fill(sizes.Gates * sizes.Inputs);
            hiddenWeights = Fill(sizes.Gates * sizes.Hidden);
            bias = Fill(sizes.Gates);
            firstHidden = Fill(sizes.Batch * sizes.Hidden);
            firstCell = Fill(sizes.Batch * sizes.Hidden);
            outerGradient = Fill(rows * sizes.Hidden);
            States = new float[(sizes.Steps + 1) * sizes.Batch * sizes.Hidden];
            Cells = new float[States.Length];
            Gates = new float[rows * sizes.Gates];
            GateGradient = new float[rows * sizes.Gates];
            Squashed = new float[rows * sizes.Hidden];
            LastHidden = new float[sizes.Batch * sizes.Hidden];
            LastCell = [.. LastHidden];
        }

        public float[] Input => Floats(input);

        public float[] InputWeights => Floats(inputWeights);

        public float[] HiddenWeights => Floats(hiddenWeights);

        public float[] Bias => Floats(bias);

        public float[] States { get; }

        public float[] Cells { get; }

        public float[] Gates { get; }

        public float[] Squashed { get; }

        public float[] GateGradient { get; }

        public float[] LastHidden { get; }

        public float[] LastCell { get; }

        private int FirstSlot => sizes.Reverse ? sizes.Steps : 0;

        private int LastSlot => sizes.Reverse ? 0 : sizes.Steps;

        private int Block => sizes.Batch * sizes.Hidden;

        public void Forward(bool keep)
        {
            Floats(firstHidden).CopyTo(States, FirstSlot * Block);
            Floats(firstCell).CopyTo(Cells, FirstSlot * Block);
            LstmSequence.Forward(
                sizes, Input, InputWeights, HiddenWeights, Bias, States, Cells, keep
                    ? Gates
                    : [], keep ? Squashed : []);
        }

        /// <summary>The loss is the sum of outputs times the outer gradient, and of the last states.</summary>
        public void Backward()
        {
            LastHidden.AsSpan().Fill(1);
            LastCell.AsSpan().Fill(1);
            LstmSequence.Backward(
                sizes, Floats(outerGradient), HiddenWeights, Cells, Gates, Squashed, LastHidden, LastCell,
                GateGradient);
        }

        public IEnumerable<(double[] Values, float[] Gradient)> Differentiable()
        {
            int rows = sizes.Steps * sizes.Batch;
            yield return (firstHidden, LastHidden);
            yield return (firstCell, LastCell);
            var toInput = new float[input.Length];
            MatrixProduct.Multiply(
                false, false, rows, sizes.Inputs, sizes.Gates, GateGradient, sizes.Gates, InputWeights, sizes.Inputs,
                toInput, sizes.Inputs, false);
            yield return (input, toInput);
            var toWeights = new float[hiddenWeights.Length];
            ReadOnlySpan<float> before = States.AsSpan((sizes.Reverse ? 1 : 0) * Block);
            MatrixProduct.Multiply(
                true, false, sizes.Gates, sizes.Hidden, rows, GateGradient, sizes.Gates, before, sizes.Hidden,
                toWeights, sizes.Hidden, false);
            yield return (hiddenWeights, toWeights);
        }

        public double Loss()
        {
            (double[] states, double[] cells) = Exact();
            double loss = 0;
            for (int t = 0; t < sizes.Steps; t++)
            {
                for (int b = 0; b < sizes.Batch; b++)
                {
                    for (int j = 0; j < sizes.Hidden; j++)
                    {
                        int at = (b * sizes.Hidden) + j;
                        loss += states[(sizes.SlotAfter(t) * Block) + at] * outerGradient[(t * Block) + at];
                    }
                }
            }

            for (int i = 0; i < Block; i++)
                loss += states[(LastSlot * Block) + i] + cells[(LastSlot * Block) + i];
            return loss;
        }

        public (double[] States, double[] Cells) Exact()
        {
            var states = new double[States.Length];
            var cells = new double[States.Length];
            firstHidden.CopyTo(states, FirstSlot * Block);
            firstCell.CopyTo(cells, FirstSlot * Block);
            for (int step = 0; step < sizes.Steps; step++)
            {
                int t = sizes.Time(step);
                for (int b = 0; b < sizes.Batch; b++)
                {
                    for (int j = 0; j < sizes.Hidden; j++)
                    {
                        int from = (sizes.SlotBefore(t) * Block) + (b * sizes.Hidden) + j;
                        int to = (sizes.SlotAfter(t) * Block) + (b * sizes.Hidden) + j;
                        double Gate(int gate)
                        {
                            int row = (gate * sizes.Hidden) + j;
                            double sum = bias[row];
                            for (int p = 0; p < sizes.Inputs; p++)
                                sum += input[(((t * sizes.Batch) + b) * sizes.Inputs) + p]
                                    * inputWeights[(row * sizes.Inputs) + p];
                            for (int p = 0; p < sizes.Hidden; p++)
                                sum += states[from - j + p] * hiddenWeights[(row * sizes.Hidden) + p];
                            return gate == 2 ? Math.Tanh(sum) : 1 / (1 + Math.Exp(-sum));
                        }

                        double c = (Gate(1) * cells[from]) + (Gate(0) * Gate(2));
                        cells[to] = c;
                        states[to] = Gate(3) * Math.Tanh(c);
                    }
                }
            }

            return (states, cells);
        }

        private static float[] Floats(double[] values) => [.. values.Select(v => (float)v)];
    }
}
