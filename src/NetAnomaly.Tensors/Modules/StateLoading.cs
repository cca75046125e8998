using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Modules;

/// <summary>Copies saved values into a model.</summary>
internal static class StateLoading
{
    /// <summary>Copies by name; nothing is copied unless all names and shapes fit.</summary>
    public static (IList<string> Missing, IList<string> Unexpected) Load(
        Dictionary<string, Tensor> destination, Dictionary<string, Tensor> source, bool strict, IList<string> skip)
    {
        ArgumentNullException.ThrowIfNull(source);
        var missing = destination.Keys.Where(k => !source.ContainsKey(k) && !skip.Contains(k)).ToList();
        var unexpected = source.Keys.Where(k => !destination.ContainsKey(k) && !skip.Contains(k)).ToList();
        if (strict && (missing.Count > 0 || unexpected.Count > 0))
            throw new InvalidOperationException(
                $"The saved values do not fit the model. Missing: {List(missing)}. Unknown: {List(unexpected)}.");
        var fitting = source.Where(s => destination.ContainsKey(s.Key) && !skip.Contains(s.Key)).ToList();
        foreach (var (key, value) in fitting)
        {
            if (!value.Sizes.AsSpan().SequenceEqual(destination[key].Sizes))
                throw new ArgumentException(
                    $"'{key}' has shape {Shape.Text(value.Sizes)} in the saved values but "
                        + $"{Shape.Text(destination[key].Sizes)} in the model.", nameof(source));
        }
        using var noGrad = no_grad();
        foreach (var (key, value) in fitting)
            destination[key].copy_(value);
        return (missing, unexpected);
    }

    private static string List(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
