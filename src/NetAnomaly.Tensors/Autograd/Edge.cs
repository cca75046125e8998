namespace NetAnomaly.Tensors;

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
