using NetAnomaly.Tensors.Kernels;
using NetAnomaly.Tensors.Shapes;

namespace NetAnomaly.Tensors.Autograd;

/// <summary>Where a gradient goes: to the operation that made the value, or to a leaf that collects it.</summary>
internal readonly record struct Edge(Node? Producer, int Output, Tensor? Leaf)
{
    /// <summary>The value needs no gradient.</summary>
    public bool IsOpen => Producer is null && Leaf is null;

    /// <summary>The edge that leads to a tensor.</summary>
    public static Edge To(Tensor? tensor) => tensor switch
    {
        null => default,
        { Producer: { } producer } => new Edge(producer, tensor.OutputIndex, null),
        { requires_grad: true } => new Edge(null, 0, tensor),
        _ => default,
    };
}

/// <summary>
/// One recorded operation: the edges to its inputs, the values it saved, and how gradients of its outputs become
/// gradients of its inputs. Nodes are numbered as they are made, so descending numbers are a valid backward order.
/// </summary>
internal sealed class Node
{
    private static long _made;

    private readonly Edge[] _inputs;
    private readonly Tensor?[] _gradients;
    private readonly string _operation;
    private List<(Tensor Value, int Version)>? _saved;
    private bool _released;

    /// <summary>A node over the inputs of an operation; the outputs are attached next.</summary>
    public Node(string operation, int outputs, params ReadOnlySpan<Tensor?> inputs)
    {
        _operation = operation;
        _gradients = new Tensor?[outputs];
        _inputs = new Edge[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            _inputs[i] = Edge.To(inputs[i]);
        Number = Interlocked.Increment(ref _made);
    }

    /// <summary>Position in the order of making.</summary>
    public long Number { get; }

    /// <summary>The backward pass that visited this node last.</summary>
    public long VisitedBy { get; set; }

    /// <summary>Edges to the inputs.</summary>
    public ReadOnlySpan<Edge> Inputs => _inputs;

    /// <summary>Turns the gradients of the outputs into calls of <see cref="Give"/>.</summary>
    public Action<Node>? Backward { get; set; }

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

    /// <summary>Keeps a value for the backward pass, even when its tensor is disposed meanwhile.</summary>
    public Tensor Save(Tensor value)
    {
        var alias = value.Alias(tracked: false);
        (_saved ??= []).Add((alias, alias.Version));
        return alias;
    }

    /// <summary>Keeps a value that only the backward pass uses.</summary>
    public Tensor Own(Tensor value)
    {
        (_saved ??= []).Add((value, value.Version));
        return value;
    }

    /// <summary>The gradient of an output that is known to have one (a single output always has).</summary>
    public Tensor Gradient => _gradients[0] ?? throw new InvalidOperationException($"{_operation} received no gradient.");

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
    /// Memory to write the gradient of an input into: fresh memory with arbitrary content, or what has been collected so
    /// far where <paramref name="accumulate"/> says that the product must be added.
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
            throw new InvalidOperationException($"The recorded values of {_operation} are gone: this graph went backward before. Pass retain_graph: true the first time.");
        if (Array.Exists(_gradients, g => g is not null))
        {
            CheckUnchanged();
            Backward?.Invoke(this);
        }
        for (var i = 0; i < _gradients.Length; i++)
        {
            _gradients[i]?.Dispose();
            _gradients[i] = null;
        }
        if (!keep)
            Release();
    }

    private void CheckUnchanged()
    {
        foreach (var (value, version) in _saved ?? [])
        {
            if (value.Version != version)
                throw new InvalidOperationException($"A tensor of shape {Shape.Text(value.Sizes)} that {_operation} needs for its gradient was overwritten after it was used.");
        }
    }

    private void Release()
    {
        _released = true;
        Backward = null;
        if (_saved is null)
            return;
        foreach (var (value, _) in _saved)
            value.Dispose();
        _saved = null;
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
