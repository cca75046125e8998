using NetAnomaly.Tensors.Kernels;
namespace NetAnomaly.Tensors.Tests;

/// <summary>The optimizer of trainings against the published algorithms in double precision, and its state.</summary>
public sealed class FusedAdamTests
{
    private const double Rate = 0.05;
    private const double Decay = 0.1;
    private const int Steps = 40;

    public static TheoryData<AdamVariant> Variants => [.. Enum.GetValues<AdamVariant>()];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Steps_follow_the_published_algorithm(AdamVariant variant)
    {
        using var weight = Weight();
        using var optimizer = new FusedAdam([("weight", weight)], new AdamSettings(variant, Decay));
        var exact = new Reference(variant, Start, 1);
        for (var step = 0; step < Steps; step++)
        {
            Descend(optimizer, step, weight);
            exact.Step(Gradient(step));
        }

        AssertNear(exact.Values, weight);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_parameter_has_its_share_of_the_learning_rate(AdamVariant variant)
    {
        using var whole = Weight();
        using var part = Weight();
        using var optimizer = new FusedAdam(
            [("whole", whole), ("part", part)], new AdamSettings(variant, Decay), name => name == "part" ? 0.1 : 1);
        var (exact, exactPart) = (new Reference(variant, Start, 1), new Reference(variant, Start, 0.1));
        for (var step = 0; step < Steps; step++)
        {
            Descend(optimizer, step, whole, part);
            exact.Step(Gradient(step));
            exactPart.Step(Gradient(step));
        }

        AssertNear(exact.Values, whole);
        AssertNear(exactPart.Values, part);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Steps_are_counted_for_all_parameters_also_for_one_without_a_gradient(AdamVariant variant)
    {
        using var always = Weight();
        using var seldom = Weight();
        using var optimizer = new FusedAdam([("always", always), ("seldom", seldom)], new AdamSettings(variant, Decay));
        var exact = new Reference(variant, Start, 1);
        for (var step = 0; step < Steps; step++)
        {
            seldom.ClearGradient();
            if (step % 3 == 1)
            {
                Descend(optimizer, step, always, seldom);
                exact.Step(Gradient(step));
            }
            else
            {
                Descend(optimizer, step, always);
                exact.Wait();
            }
        }

        Assert.Equal(Steps, optimizer.Steps);
        AssertNear(exact.Values, seldom);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_restored_state_takes_the_same_steps_to_the_bit(AdamVariant variant)
    {
        using var first = Weight();
        using var undisturbed = new FusedAdam([("weight", first)], new AdamSettings(variant, Decay));
        for (var step = 0; step < 7; step++) Descend(undisturbed, step, first);
        using var second = nn.Parameter(first.detach().clone());
        using var restored = new FusedAdam([("weight", second)], new AdamSettings(variant, Decay));
        foreach (var ((name, to), (from, value)) in restored.State().Zip(undisturbed.State()))
        {
            Assert.Equal(from, name);
            to.copy_(value);
        }

        restored.Restore(undisturbed.Steps);
        for (var step = 7; step < Steps; step++)
        {
            Descend(undisturbed, step, first);
            Descend(restored, step, second);
        }

        Assert.Equal(Steps, restored.Steps);
        Assert.Equal(first.data<float>().ToArray(), second.data<float>().ToArray());
    }

    [Fact]
    public void The_state_has_the_moments_of_every_parameter_in_its_shape_by_name()
    {
        using var weight = nn.Parameter(zeros(2, 3));
        using var bias = nn.Parameter(zeros(3));
        using var optimizer = new FusedAdam([("w", weight), ("b", bias)], new AdamSettings(AdamVariant.Adam));

        var state = optimizer.State().ToArray();

        Assert.Equal(["first.w", "second.w", "first.b", "second.b"], state.Select(one => one.Name));
        Assert.Equal(weight.shape, state[1].Value.shape);
        Assert.All(state.SelectMany(one => one.Value.data<float>().ToArray()), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1.0, 0.999)]
    [InlineData(0.9, -0.1)]
    [InlineData(double.NaN, 0.999)]
    public void Shares_that_no_moment_can_keep_are_refused(double beta1, double beta2) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new FusedAdam([], new AdamSettings(AdamVariant.Adam) { Beta1 = beta1, Beta2 = beta2 }));

    private static double[] Start => [0.5, -0.25, 1.5];

    private static Modules.Parameter Weight() => nn.Parameter(Floats(Start));

    private static Tensor Floats(double[] values) => tensor(Array.ConvertAll(values, value => (float)value));

    private static double[] Gradient(int step) => [.. Enumerable.Range(0, 3).Select(at => Math.Sin((step * 1.7) + at))];

    private static void Descend(FusedAdam optimizer, int step, params Modules.Parameter[] moved)
    {
        foreach (var parameter in moved)
        {
            parameter.ClearGradient();
            (parameter * Floats(Gradient(step))).sum().backward();
        }

        optimizer.Step(Rate);
    }

    private static void AssertNear(double[] expected, Tensor actual) =>
        Assert.All(expected.Zip(actual.data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));

    /// <summary>The published algorithms, line by line.</summary>
    private sealed class Reference(AdamVariant variant, double[] start, double share)
    {
        private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

        private readonly double[] first = new double[start.Length], second = new double[start.Length];
        private double product = 1;
        private int count;

        public double[] Values { get; } = [.. start];

        public void Wait() => product *= Momentum(++count);

        public void Step(double[] gradients)
        {
            Wait();
            for (var at = 0; at < Values.Length; at++)
            {
                var gradient = gradients[at];
                if (variant == AdamVariant.AdamW) Values[at] -= share * Rate * Decay * Values[at];
                else gradient += Decay * Values[at];
                first[at] = (Beta1 * first[at]) + ((1 - Beta1) * gradient);
                second[at] = (Beta2 * second[at]) + ((1 - Beta2) * gradient * gradient);
                var scale = Math.Sqrt(second[at] / (1 - Math.Pow(Beta2, count))) + Epsilon;
                var along = variant == AdamVariant.NAdam
                    ? (Momentum(count + 1) * first[at] / (1 - (product * Momentum(count + 1))))
                        + ((1 - Momentum(count)) * gradient / (1 - product))
                    : first[at] / (1 - Math.Pow(Beta1, count));
                Values[at] -= share * Rate * along / scale;
            }
        }

        private static double Momentum(int step) => Beta1 * (1 - (0.5 * Math.Pow(0.96, step * 0.004)));
    }
}
