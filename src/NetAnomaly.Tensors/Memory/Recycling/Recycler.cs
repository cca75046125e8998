namespace NetAnomaly.Tensors;

/// <summary>
/// What one thread keeps for use again while a recycling scope is open on it: tensors, inner scopes and nodes of the
/// graph that were made in such a scope and came to their end in one. An object that somebody moved out of the scope,
/// or that lives on in another way, is never among them.
/// </summary>
internal sealed class Recycler
{
    [ThreadStatic]
    private static Recycler? _own;

    private readonly List<Generations> _all = [];
    private bool _isOpen;
    private long _round;

    private Recycler()
    {
        Tensors = Add(new Generations<Tensor>());
        Scopes = Add(new Generations<DisposeScope>());
    }

    /// <summary>
    /// Off, nothing is used again, so that a tensor used after its scope's end is refused for ever. For tests.
    /// </summary>
    public static bool Reuses { get; set; } = true;

    /// <summary>The calling thread's, while a recycling scope is open on it; else null.</summary>
    public static Recycler? Active => _own is { _isOpen: true } own ? own : null;

    /// <summary>Tensors.</summary>
    public Generations<Tensor> Tensors { get; }

    /// <summary>Inner scopes.</summary>
    public Generations<DisposeScope> Scopes { get; }

    /// <summary>
    /// Begins a recycling scope on this thread, unless one is open. Returns what is to be ended then, else null.
    /// </summary>
    public static Recycler? Begin()
    {
        var own = _own ??= new Recycler();
        if (own._isOpen)
            return null;
        own._isOpen = true;
        own._round++;
        return own;
    }

    /// <summary>The recycling scope that is open now, as a number that no other has; 0 for none.</summary>
    public long Round => _isOpen ? _round : 0;

    /// <summary>Ends the recycling scope: what came to its end in it may be used again after the next one.</summary>
    public void End()
    {
        _isOpen = false;
        foreach (var kind in _all)
            kind.Pass();
    }

    /// <summary>Lets the garbage collector have all that the calling thread keeps.</summary>
    public static void Trim()
    {
        if (_own is not { _isOpen: false } own)
            return;
        foreach (var kind in own._all)
            kind.Clear();
    }

    /// <summary>Makes a further kind of objects pass with the others.</summary>
    public T Add<T>(T kind) where T : Generations
    {
        _all.Add(kind);
        return kind;
    }
}
