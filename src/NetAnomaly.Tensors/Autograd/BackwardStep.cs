namespace NetAnomaly.Tensors;

/// <summary>
/// How the gradients of an operation's outputs become those of its inputs, with the values that it takes.
/// </summary>
internal interface IBackwardStep
{
    /// <summary>
    /// Turns the gradients of the outputs into calls of <see cref="Node.Give"/> and <see cref="Node.Target"/>.
    /// </summary>
    void Run(Node node);
}

/// <summary>
/// One recorded operation of a kind. Its backward step lies within it: to record an operation makes one object, or none
/// where it is recycled.
/// </summary>
internal sealed class Node<TStep> : Node where TStep : struct, IBackwardStep
{
    [ThreadStatic]
    private static Generations<Node<TStep>>? _ended;

    private Node()
    {
    }

    /// <summary>The backward step.</summary>
    public TStep Backward { get; set; }

    /// <summary>A node without inputs or outputs; used again if one is at hand.</summary>
    public static Node<TStep> New()
    {
        var recycler = Recycler.Active;
        if (recycler is null)
            return new Node<TStep>();
        _ended ??= recycler.Add(new Generations<Node<TStep>>());
        return _ended.Take() ?? new Node<TStep>();
    }

    /// <inheritdoc/>
    protected override void Step() => Backward.Run(this);

    /// <inheritdoc/>
    protected override void Forget() => Backward = default;

    /// <inheritdoc/>
    protected override void Bury() => _ended?.Bury(this);
}
