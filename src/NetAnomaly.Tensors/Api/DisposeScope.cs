namespace NetAnomaly.Tensors;

/// <summary>
/// Disposes every tensor made on this thread while the scope was the innermost one, except those moved out.
/// Made by <see cref="torch.NewDisposeScope"/>, or by <see cref="torch.NewRecyclingScope"/> for work that is repeated.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? _current;

    private readonly List<torch.Tensor?> _tensors = [];
    private bool _isOpen;
    private Recycler? _recycler, _begun;
    private long _round;

    private DisposeScope()
    {
    }

    /// <summary>The scope that was innermost when this one was made.</summary>
    public DisposeScope? OuterScope { get; private set; }

    internal static DisposeScope? Current => _current;

    /// <summary>
    /// The nearest scope around this one that has not ended: scopes may end in another order than they began.
    /// </summary>
    internal DisposeScope? OpenOuter
    {
        get
        {
            var outer = OuterScope;
            while (outer is { _isOpen: false })
                outer = outer.OuterScope;
            return outer;
        }
    }

    /// <summary>Whether the recycling scope in which it began, or which it is, is still open.</summary>
    internal bool IsRecycled => _recycler is not null && _recycler.Round == _round;

    /// <summary>Disposes the tensors of the scope and makes the outer scope the innermost one.</summary>
    public void Dispose()
    {
        if (!_isOpen)
            return;
        _isOpen = false;
        for (var i = 0; i < _tensors.Count; i++)
            _tensors[i]?.Dispose();
        _tensors.Clear();
        var isInnermost = ReferenceEquals(_current, this);
        if (isInnermost)
            _current = OpenOuter;

        // One that inner scopes outlive is not used again: they know it as their outer scope.
        if (IsRecycled && isInnermost)
            _recycler?.Scopes.Bury(this);
        _begun?.End();
    }

    /// <summary>A scope inside the innermost one. Where it recycles, so do all scopes inside it.</summary>
    internal static DisposeScope New(bool recycles)
    {
        var begun = recycles ? Recycler.Begin() : null;
        var recycler = Recycler.Active;
        var scope = recycler?.Scopes.Take() ?? new DisposeScope();
        scope.OuterScope = _current;
        (scope._recycler, scope._begun, scope._round) = (recycler, begun, recycler?.Round ?? 0);
        scope._isOpen = true;
        _current = scope;
        return scope;
    }

    internal int Add(torch.Tensor tensor)
    {
        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }

    internal void Remove(int index)
    {
        if (_isOpen)
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
