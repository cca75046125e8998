using System.Runtime.CompilerServices;

namespace NetAnomaly.Tensors;

/// <summary>A number as an argument of tensor operations; whole numbers stay exact.</summary>
public readonly record struct Scalar
{
    private readonly double _real;
    private readonly long _whole;
    private readonly bool _isWhole;

    private Scalar(double real, long whole, bool isWhole, torch.ScalarType type)
    {
        _real = real;
        _whole = whole;
        _isWhole = isWhole;
        Type = type;
    }

    /// <summary>The tensor element type that holds the value best.</summary>
    public torch.ScalarType Type { get; }

    internal double Real => _isWhole ? _whole : _real;

    internal float Single => (float)Real;

    internal long Whole => _isWhole ? _whole : (long)_real;

    /// <summary>From a whole number.</summary>
    public static implicit operator Scalar(int value) => new(0, value, true, torch.ScalarType.Int64);

    /// <summary>From a whole number.</summary>
    public static implicit operator Scalar(long value) => new(0, value, true, torch.ScalarType.Int64);

    /// <summary>From a single-precision number.</summary>
    public static implicit operator Scalar(float value) => new(value, 0, false, torch.ScalarType.Float32);

    /// <summary>From a double-precision number.</summary>
    public static implicit operator Scalar(double value) => new(value, 0, false, torch.ScalarType.Float32);

    /// <summary>From a truth value.</summary>
    public static implicit operator Scalar(bool value) => new(0, value ? 1 : 0, true, torch.ScalarType.Bool);

    /// <summary>The value as a whole number, cut towards zero.</summary>
    public int ToInt32() => checked((int)Whole);

    /// <summary>Whether the value is not zero.</summary>
    public bool ToBoolean() => Real != 0;

    internal T To<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return Unsafe.BitCast<float, T>(Single);
        if (typeof(T) == typeof(double))
            return Unsafe.BitCast<double, T>(Real);
        if (typeof(T) == typeof(long))
            return Unsafe.BitCast<long, T>(Whole);
        if (typeof(T) == typeof(int))
            return Unsafe.BitCast<int, T>(ToInt32());
        if (typeof(T) == typeof(bool))
            return Unsafe.BitCast<bool, T>(ToBoolean());
        throw new NotSupportedException($"A tensor element cannot be read as {typeof(T).Name}.");
    }
}
