using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>
/// One recorded operation: the edges to its inputs, the values it saved, and how gradients of its outputs become
/// gradients of its inputs. Nodes are numbered as they are made, so descending numbers are a valid backward order.
/// A node that nothing can reach any more (its outputs are disposed, and what was computed from them went backward or
/// is out of reach itself) lets go of what it saved at once.
/// </summary>
internal abstract class Node
{
    private static long _made;

    [ThreadStatic]
    private static Queue<Node>? _unreachable;

    [ThreadStatic]
    private static bool _isClearing;

    private readonly List<(Tensor Value, int Version)> _saved = [];
    private Edge[] _inputs = [];
    private Tensor?[] _gradients = [];
    private int _inputCount, _outputCount, _holders;
    private string _operation = "";
    private bool _released, _isRecycled;

    /// <summary>Position in the order of making.</summary>
    public long Number { get; private set; }

    /// <summary>The backward pass that visited this node last.</summary>
    public long VisitedBy { get; set; }

    /// <summary>Edges to the inputs.</summary>
    public ReadOnlySpan<Edge> Inputs => _inputs.AsSpan(0, _inputCount);

    /// <summary>
    /// A node over the inputs of an operation; its backward step is set and the outputs are attached next.
    /// </summary>
    public static Node<TStep> Of<TStep>(
        string operation, int outputs, params ReadOnlySpan<Tensor?> inputs) where TStep : struct, IBackwardStep
    {
        var node = Node<TStep>.New();
        node.Begin(operation, outputs, inputs);
        return node;
    }

    /// <summary>Whether the operation on these inputs is to be recorded.</summary>
    public static bool IsNeeded(params ReadOnlySpan<Tensor?> inputs)
    {
        if (!GradMode.Enabled)
            return false;
        foreach (var input in inputs)
        {
            if (input is { requires_grad: true })
                return true;
        }
        return false;
    }

    /// <summary>Declares a tensor to be an output of this operation.</summary>
    public void Attach(Tensor output, int index = 0) => output.SetProducer(this, index);

    /// <summary>
    /// Something can reach this node: an output that lives, a node computed from one, or a backward pass.
    /// </summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>Takes a <see cref="Hold"/> back.</summary>
    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
            return;

        var unreachable = _unreachable ??= [];
        unreachable.Enqueue(this);
        if (_isClearing)
            return;

        // What is let go may have been the last to hold others: one after the other, however long the chain.
        _isClearing = true;
        try
        {
            while (unreachable.TryDequeue(out var next))
                next.End();
        }
        finally
        {
            _isClearing = false;
        }
    }

    /// <summary>Keeps a value for the backward pass, even when its tensor is disposed meanwhile.</summary>
    public Tensor Save(Tensor value)
    {
        var alias = value.Alias(tracked: false);
        _saved.Add((alias, alias.Version));
        return alias;
    }

    /// <summary>Keeps a value that only the backward pass uses.</summary>
    public Tensor Own(Tensor value)
    {
        _saved.Add((value, value.Version));
        return value;
    }

    /// <summary>The gradient of an output that is known to have one (a single output always has).</summary>
    public Tensor Gradient =>
        _gradients[0] ?? throw new InvalidOperationException($"{_operation} received no gradient.");

    /// <summary>The gradient of an output, or null where nothing depended on it.</summary>
    public Tensor? GradientOf(int output) => _gradients[output];

    /// <summary>Whether an input wants its gradient.</summary>
    public bool Wants(int input) => !_inputs[input].IsOpen;

    /// <summary>Hands a gradient, and the ownership of it, to an input.</summary>
    public void Give(int input, Tensor gradient)
    {
        ref var slot = ref Slot(input);
        if (slot is null)
            slot = gradient;
        else
            AddInto(ref slot, gradient);
    }

    /// <summary>
    /// Memory to write the gradient of an input into: fresh memory with arbitrary content, or what has been collected
    /// so far where <paramref name="accumulate"/> says that the product must be added.
    /// </summary>
    public Span<float> Target(int input, ReadOnlySpan<long> sizes, out bool accumulate)
    {
        ref var slot = ref Slot(input);
        accumulate = slot is not null;
        if (slot is null)
        {
            slot = Tensor.Uninitialized(sizes);
        }
        else if (slot.SharesMemory)
        {
            var own = Tensor.Uninitialized(slot.Sizes);
            slot.Floats.CopyTo(own.Floats);
            slot.Dispose();
            slot = own;
        }
        return slot.Floats;
    }

    /// <summary>Adds a gradient that came along a graph edge, or starts with it.</summary>
    public void Receive(int output, Tensor gradient)
    {
        ref var slot = ref _gradients[output];
        if (slot is null)
            slot = gradient;
        else
            AddInto(ref slot, gradient);
    }

    /// <summary>Runs the backward step, then lets go of what is no longer needed.</summary>
    public void Run(bool keep)
    {
        if (_released)
            throw new InvalidOperationException(
                $"The recorded values of {_operation} are gone: this graph went backward before. Pass retain_graph: "
                    + $"true the first time.");
        if (_gradients.AsSpan(0, _outputCount).ContainsAnyExcept((Tensor?)null))
        {
            CheckUnchanged();
            Step();
        }
        DropGradients();
        if (!keep)
            Release();
    }

    /// <summary>Runs the backward step.</summary>
    protected abstract void Step();

    /// <summary>Lets go of the backward step, which will not run again.</summary>
    protected abstract void Forget();

    /// <summary>Offers the node for use again.</summary>
    protected abstract void Bury();

    private void Begin(string operation, int outputs, ReadOnlySpan<Tensor?> inputs)
    {
        (_operation, _inputCount, _outputCount, _released) = (operation, inputs.Length, outputs, false);
        _isRecycled = Recycler.Active is not null;
        if (_gradients.Length < outputs)
            _gradients = new Tensor?[outputs];
        if (_inputs.Length < inputs.Length)
            _inputs = new Edge[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            _inputs[i] = Edge.To(inputs[i]);
            _inputs[i].Producer?.Hold();
        }
        VisitedBy = 0;
        Number = Interlocked.Increment(ref _made);
    }

    private void CheckUnchanged()
    {
        foreach (var (value, version) in _saved)
        {
            if (value.Version != version)
                throw new InvalidOperationException(
                    $"A tensor of shape {Shape.Text(value.Sizes)} that {_operation} needs for its gradient was "
                        + $"overwritten after it was used.");
        }
    }

    private void DropGradients()
    {
        for (var i = 0; i < _outputCount; i++)
        {
            _gradients[i]?.Dispose();
            _gradients[i] = null;
        }
    }

    private void Release()
    {
        _released = true;
        Forget();
        foreach (var (value, _) in _saved)
            value.Dispose();
        _saved.Clear();
        for (var i = 0; i < _inputCount; i++)
        {
            var producer = _inputs[i].Producer;
            _inputs[i] = default;
            producer?.LetGo();
        }
        _inputCount = 0;
    }

    private void End()
    {
        if (!_released)
        {
            DropGradients();
            Release();
        }
        if (_isRecycled && Recycler.Active is not null)
            Bury();
    }

    private ref Tensor? Slot(int input)
    {
        var edge = _inputs[input];
        if (edge.Leaf is not null)
            return ref edge.Leaf.GradientSlot;
        if (edge.Producer is null)
            throw new InvalidOperationException($"{_operation} gave a gradient to input {input}, which wants none.");
        return ref edge.Producer._gradients[edge.Output];
    }

    private static void AddInto(ref Tensor slot, Tensor gradient)
    {
        if (slot.SharesMemory)
        {
            var sum = Tensor.Uninitialized(slot.Sizes);
            VectorMath.Add(slot.Floats, gradient.Floats, sum.Floats);
            slot.Dispose();
            slot = sum;
        }
        else
        {
            VectorMath.Add(slot.Floats, gradient.Floats, slot.Floats);
        }
        gradient.Dispose();
    }
}
