using System.Collections;

namespace NetAnomaly.Tensors;

/// <summary>Typed access to the elements of a tensor: float, long or bool, as the tensor holds them.</summary>
public readonly struct TensorAccessor<T> : IEnumerable<T>, IEquatable<TensorAccessor<T>> where T : unmanaged
{
    private readonly torch.Tensor _tensor;

    internal TensorAccessor(torch.Tensor tensor) => _tensor = tensor;

    private Span<T> Span => _tensor.Elements<T>();

    /// <summary>A copy of the elements in row-major order.</summary>
    public T[] ToArray() => Span.ToArray();

    /// <summary>Copies all elements from <paramref name="tensorIndex"/> on into a span.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0) =>
        Span[(int)tensorIndex..].CopyTo(array[arrayIndex..]);

    /// <summary>The elements in row-major order.</summary>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    /// <summary>Same tensor.</summary>
    public bool Equals(TensorAccessor<T> other) => ReferenceEquals(_tensor, other._tensor);

    /// <summary>Same tensor.</summary>
    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && Equals(other);

    /// <summary>Hash of the tensor.</summary>
    public override int GetHashCode() => _tensor.GetHashCode();

    /// <summary>Same tensor.</summary>
    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left.Equals(right);

    /// <summary>Different tensors.</summary>
    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !left.Equals(right);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
