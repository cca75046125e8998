namespace NetAnomaly.Tensors;

/// <summary>
/// Disposes every tensor made on this thread while the scope was the innermost one, except those moved out.
/// Made by <see cref="torch.NewDisposeScope"/>.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? _current;

    private readonly List<torch.Tensor?> _tensors = [];
    private bool _disposed;

    internal DisposeScope()
    {
        OuterScope = _current;
        _current = this;
    }

    /// <summary>The scope that was innermost when this one was made.</summary>
    public DisposeScope? OuterScope { get; }

    /// <summary>Number of tensors that will be disposed with the scope.</summary>
    public int DisposablesCount
    {
        get
        {
            var count = 0;
            foreach (var tensor in _tensors)
                count += tensor is null ? 0 : 1;
            return count;
        }
    }

    internal static DisposeScope? Current => _current;

    /// <summary>Hands a tensor to the outer scope, or to nobody where there is none.</summary>
    public T MoveToOuter<T>(T disposable) where T : torch.Tensor
    {
        ArgumentNullException.ThrowIfNull(disposable);
        disposable.MoveTo(OuterScope);
        return disposable;
    }

    /// <summary>Takes a tensor out of all scopes: the caller disposes it.</summary>
    public T Detach<T>(T disposable) where T : torch.Tensor
    {
        ArgumentNullException.ThrowIfNull(disposable);
        disposable.MoveTo(null);
        return disposable;
    }

    /// <summary>Puts a tensor into this scope.</summary>
    public T Attach<T>(T disposable) where T : torch.Tensor
    {
        ArgumentNullException.ThrowIfNull(disposable);
        disposable.MoveTo(this);
        return disposable;
    }

    /// <summary>Disposes the tensors of the scope and makes the outer scope the innermost one.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        for (var i = 0; i < _tensors.Count; i++)
            _tensors[i]?.Dispose();
        _tensors.Clear();
        if (ReferenceEquals(_current, this))
            _current = OuterScope;
    }

    internal int Add(torch.Tensor tensor)
    {
        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }

    internal void Remove(int index)
    {
        if (!_disposed)
            _tensors[index] = null;
    }

    /// <summary>Until disposed, tensors made on this thread belong to no scope.</summary>
    internal static Suspension Suspend()
    {
        var suspension = new Suspension(_current);
        _current = null;
        return suspension;
    }

    internal readonly struct Suspension(DisposeScope? before) : IDisposable
    {
        public void Dispose() => _current = before;
    }
}
