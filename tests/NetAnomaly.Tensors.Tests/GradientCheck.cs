using System.Globalization;
using System.Runtime.InteropServices;

namespace NetAnomaly.Tensors.Tests;

/// <summary>Compares recorded gradients with finite differences.</summary>
internal static class GradientCheck
{
    /// <summary>
    /// Reduces a result to one number with fixed uneven weights, goes backward, and compares the gradient of every
    /// element of every input with the five-point difference (f(x-2h) - 8f(x-h) + 8f(x+h) - f(x+2h)) / 12h, summed in
    /// double precision.
    /// </summary>
    public static void Run(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        foreach (var input in inputs)
        {
            input.grad?.fill_(0);
            input.requires_grad = input.dtype == ScalarType.Float32;
        }
        using (var result = function(inputs))
        {
            var weights = tensor(Weights(result.numel()), result.shape);
            result.backward([weights]);
        }
        foreach (var input in inputs.Where(i => i.requires_grad))
        {
            var found = input.grad is { } g ? g.data<float>().ToArray() : new float[input.numel()];
            var values = input.data<float>().ToArray();
            for (var i = 0; i < values.Length; i++)
                CheckElement(function, inputs, input, values, found, i);
            Assert.Equal(input.shape, input.grad?.shape ?? input.shape);
        }
    }

    /// <summary>Normal numbers, reproducible.</summary>
    public static Tensor Sample(int seed, params long[] sizes)
    {
        // The method of Box and Muller.
        var random = new System.Random(seed);
        double Normal() =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Drawn(Normal, sizes);
    }

    /// <summary>Numbers in [low, high), reproducible.</summary>
    public static Tensor Between(int seed, double low, double high, params long[] sizes)
    {
        var random = new System.Random(seed);
        return Drawn(() => low + ((high - low) * random.NextDouble()), sizes);
    }

    /// <summary>Numbers that stand apart by a step, the first of them given, in a reproducible order.</summary>
    public static Tensor Apart(double first, double step, params long[] sizes)
    {
        var next = 0;
        using var ordered = Drawn(() => first + (step * next++), sizes);
        var values = ordered.data<float>().ToArray();
        new System.Random(3).Shuffle(values);
        return tensor(values, sizes);
    }

    /// <summary>Fails unless two tensors have one shape and their elements differ by no more than allowed.</summary>
    public static void AssertNear(Tensor expected, Tensor actual, double allowed)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.All(
            expected.data<float>().ToArray().Zip(actual.data<float>().ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, allowed));
    }

    /// <summary>The memory of the numbers of a tensor.</summary>
    public static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private static void CheckElement(
        Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor input, float[] values, float[] found, int i)
    {
        const float h = 0.02f;
        double At(float offset)
        {
            using var noGrad = no_grad();
            var moved = values[i] + offset;
            Numbers(input)[i] = moved;
            using var result = function(inputs);
            var elements = result.data<float>().ToArray();
            var weights = Weights(elements.Length);
            var sum = 0.0;
            for (var e = 0; e < elements.Length; e++)
                sum += (double)elements[e] * weights[e];
            return sum;
        }

        var difference = (At(-2 * h) - (8 * At(-h)) + (8 * At(h)) - At(2 * h)) / (12 * h);
        Numbers(input)[i] = values[i];
        var tolerance = 1e-3 + (2e-3 * Math.Abs(difference));
        Assert.True(Math.Abs(difference - found[i]) <= tolerance, string.Create(CultureInfo.InvariantCulture,
            $"Element {i} of an input of shape [{string.Join(", ", input.shape)}]: recorded {found[i]}, by "
                + $"differences {difference}."));
    }

    private static Tensor Drawn(Func<double> draw, long[] sizes)
    {
        var values = new float[sizes.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)draw();
        return tensor(values, sizes);
    }

    private static float[] Weights(long count)
    {
        var weights = new float[count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(0.6 + Math.Sin((1.7 * i) + 0.3));
        return weights;
    }
}
