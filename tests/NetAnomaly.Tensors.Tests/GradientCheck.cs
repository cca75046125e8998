using System.Globalization;

namespace NetAnomaly.Tensors.Tests;

/// <summary>Compares recorded gradients with finite differences.</summary>
internal static class GradientCheck
{
    /// <summary>
    /// Reduces a result to one number with fixed uneven weights, goes backward, and compares the gradient of every element of
    /// every input with the five-point difference (f(x-2h) - 8f(x-h) + 8f(x+h) - f(x+2h)) / 12h, summed in double precision.
    /// </summary>
    public static void Run(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        foreach (var input in inputs)
        {
            input.grad?.zero_();
            input.requires_grad = input.is_floating_point();
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
        using var generator = new Generator((ulong)seed);
        return randn(sizes, generator: generator);
    }

    /// <summary>Numbers in [low, high), reproducible.</summary>
    public static Tensor Between(int seed, double low, double high, params long[] sizes)
    {
        using var generator = new Generator((ulong)seed);
        using var drawn = rand(sizes, generator: generator);
        return ((drawn * (high - low)) + low).detach();
    }

    private static void CheckElement(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor input, float[] values, float[] found, int i)
    {
        const float h = 0.02f;
        double At(float offset)
        {
            using var noGrad = no_grad();
            var moved = values[i] + offset;
            input.data<float>().CopyFrom([moved], 0, i);
            using var result = function(inputs);
            var elements = result.data<float>().ToArray();
            var weights = Weights(elements.Length);
            var sum = 0.0;
            for (var e = 0; e < elements.Length; e++)
                sum += (double)elements[e] * weights[e];
            return sum;
        }

        var difference = (At(-2 * h) - (8 * At(-h)) + (8 * At(h)) - At(2 * h)) / (12 * h);
        input.data<float>().CopyFrom([values[i]], 0, i);
        var tolerance = 1e-3 + (2e-3 * Math.Abs(difference));
        Assert.True(Math.Abs(difference - found[i]) <= tolerance, string.Create(CultureInfo.InvariantCulture,
            $"Element {i} of an input of shape [{string.Join(", ", input.shape)}]: recorded {found[i]}, by differences {difference}."));
    }

    private static float[] Weights(long count)
    {
        var weights = new float[count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(0.6 + Math.Sin((1.7 * i) + 0.3));
        return weights;
    }
}
