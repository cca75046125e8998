using System.Globalization;

namespace NetAnomaly.Tensors.Modules;

/// <summary>A list of modules, named 0, 1, 2, … for the state.</summary>
public sealed class ModuleList<T> : torch.nn.Module, IReadOnlyList<T> where T : torch.nn.Module
{
    private readonly List<T> _modules = [];

    internal ModuleList(IEnumerable<T> modules)
        : base(nameof(ModuleList<T>))
    {
        foreach (var module in modules)
            Add(module);
    }

    /// <summary>Number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>A module by its place.</summary>
    public T this[int index] => _modules[index];

    /// <summary>Adds a module at the end.</summary>
    public void Add(T item)
    {
        register_module(_modules.Count.ToString(CultureInfo.InvariantCulture), item);
        _modules.Add(item);
    }

    /// <summary>The modules in order.</summary>
    public List<T>.Enumerator GetEnumerator() => _modules.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
