namespace NetAnomaly.Tensors;

/// <summary>Objects of one kind that wait for use again.</summary>
internal abstract class Generations
{
    /// <summary>A scope has ended.</summary>
    public abstract void Pass();

    /// <summary>Lets all go.</summary>
    public abstract void Clear();
}

/// <summary>
/// Objects that came to their end rest for the whole of the next scope before they are used again: one that is wrongly
/// used after its own scope's end, as the loss of the last step is in the next, is still seen to be at its end and
/// refused.
/// </summary>
internal sealed class Generations<T> : Generations where T : class
{
    private readonly Queue<T> _free = [];
    private List<T> _resting = [];
    private List<T> _ended = [];

    /// <summary>An object for use again, or null.</summary>
    public T? Take() => _free.TryDequeue(out var found) ? found : null;

    /// <summary>Receives an object at its end, once.</summary>
    public void Bury(T ended) => _ended.Add(ended);

    /// <inheritdoc/>
    public override void Pass()
    {
        if (Recycler.Reuses)
        {
            foreach (var rested in _resting)
                _free.Enqueue(rested);
        }
        _resting.Clear();
        (_resting, _ended) = (_ended, _resting);
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        _free.Clear();
        _resting.Clear();
        _ended.Clear();
    }
}
