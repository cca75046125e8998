using System.Globalization;

namespace NetAnomaly.Tensors.Tests.Fixtures;

/// <summary>One case of the values that make_fixtures.py took from PyTorch.</summary>
internal sealed class PyTorchFixture(string name)
{
    private static readonly Lazy<Dictionary<string, Tensor>> All = new(Read);

    private readonly Dictionary<string, Tensor> _inputs = Part($"{name}/in.");

    /// <summary>An input, with a gradient where PyTorch took one.</summary>
    public Tensor this[string input] => _inputs[input];

    /// <summary>An input that was a mask.</summary>
    public Tensor Mask(string input) => _inputs[input].ne(0);

    /// <summary>A value that belongs to no case.</summary>
    public static Tensor Value(string name) => All.Value[name];

    /// <summary>Gives a module the parameters that PyTorch used; the names must be the same.</summary>
    public T Loaded<T>(T module) where T : Module
    {
        module.load_state_dict(Part($"{name}/state."));
        return module;
    }

    /// <summary>
    /// Computes the case, goes backward as the script did, and compares results, gradients and buffers.
    /// </summary>
    public void Check(Module? module, Func<PyTorchFixture, Tensor[]> function)
    {
        var gradients = Part($"{name}/grad.");
        foreach (var (input, value) in _inputs)
            value.requires_grad = gradients.ContainsKey(input);
        var results = function(this);
        Tensor? total = null;
        for (var i = 0; i < results.Length; i++)
        {
            Near($"result {i}", Value($"{name}/out.{i}"), results[i]);
            if (!results[i].requires_grad)
                continue;
            var part = (results[i].reshape(-1) * Weights(results[i].numel())).sum();
            total = total is null ? part : total + part;
        }
        Assert.False(All.Value.ContainsKey($"{name}/out.{results.Length}"), "PyTorch gave more results.");
        total!.backward();
        foreach (var (input, gradient) in gradients)
            Near($"gradient of {input}", gradient, _inputs[input].grad!);
        if (module is null)
            return;
        foreach (var (parameter, gradient) in Part($"{name}/state_grad."))
            Near(
                $"gradient of {parameter}", gradient,
                module.named_parameters().Single(p => p.name == parameter).parameter.grad!);
        foreach (var (buffer, value) in Part($"{name}/after."))
            Near($"buffer {buffer}", value, module.named_buffers().Single(b => b.name == buffer).buffer);
    }

    /// <summary>
    /// Fails unless shapes agree and every element lies within 1e-5 of what is expected, in relation to the largest.
    /// </summary>
    public static void Near(string what, Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        var wanted = expected.@float().data<float>().ToArray();
        var found = actual.@float().data<float>().ToArray();
        var tolerance = 1e-5 * Math.Max(0.1, wanted.Length == 0 ? 0 : wanted.Max(Math.Abs));
        for (var i = 0; i < wanted.Length; i++)
        {
            Assert.True(Math.Abs(wanted[i] - found[i]) <= tolerance,
                string.Create(
                    CultureInfo.InvariantCulture, $"{what}, element {i}: PyTorch {wanted[i]}, here {found[i]}."));
        }
    }

    private static Tensor Weights(long count)
    {
        var weights = new float[count];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (float)(0.6 + Math.Sin((1.7 * i) + 0.3));
        return tensor(weights);
    }

    private static Dictionary<string, Tensor> Part(string start) =>
        All.Value.Where(t => t.Key.StartsWith(start, StringComparison.Ordinal))
            .ToDictionary(t => t.Key[start.Length..], t => t.Value.clone());

    private static Dictionary<string, Tensor> Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "pytorch.safetensors"));
        return Safetensors.Load(file);
    }
}
