using System.Globalization;
using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules;

/// <summary>Modules called one after the other.</summary>
public sealed class Sequential : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> _modules = [];

    internal Sequential(IReadOnlyList<(string Name, Module<Tensor, Tensor> Module)> modules)
        : base(nameof(Sequential))
    {
        foreach (var (name, module) in modules)
            append(name, module);
    }

    /// <summary>Number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>A module by its place.</summary>
    public Module<Tensor, Tensor> this[int index] => _modules[index];

    /// <summary>Adds a module at the end.</summary>
    public Sequential append(string name, Module<Tensor, Tensor> module)
    {
        register_module(name, module);
        _modules.Add(module);
        return this;
    }

    /// <summary>Adds a module at the end, named by its place.</summary>
    public Sequential append(Module<Tensor, Tensor> module) => append(_modules.Count.ToString(CultureInfo.InvariantCulture), module);

    /// <summary>Calls all modules in turn.</summary>
    public override Tensor forward(Tensor input)
    {
        var current = input.reshape(input.Sizes);
        foreach (var module in _modules)
        {
            using var before = new Intermediate(current);
            current = module.call(before.Value);
        }
        return current;
    }
}

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

    /// <summary>Adds modules at the end.</summary>
    public void append(params T[] parameters)
    {
        foreach (var module in parameters)
            Add(module);
    }

    /// <summary>The modules in order.</summary>
    public List<T>.Enumerator GetEnumerator() => _modules.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
