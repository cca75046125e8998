using System.Runtime.InteropServices;
using NetAnomaly.Tensors.Memory;
using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Converts the elements; float32 to int64 cuts towards zero, anything but zero is true.</summary>
        public Tensor to(ScalarType type, bool copy = false)
        {
            if (type == dtype)
                return copy ? clone() : this;
            var result = New(Sizes, type);
            Conversion.Run(this, result);
            return result;
        }

        /// <summary>The elements as float32.</summary>
        public Tensor @float() => to(ScalarType.Float32);

        /// <summary>This tensor: its elements always follow one another.</summary>
        public Tensor contiguous() => this;

        internal static Tensor New(ReadOnlySpan<long> sizes, ScalarType dtype = ScalarType.Float32, bool tracked = true)
        {
            var count = Shape.Count(sizes);
            Storage memory = dtype switch
            {
                ScalarType.Float32 => Storage<float>.Uninitialized(count),
                ScalarType.Int64 => Storage<long>.Uninitialized(count),
                ScalarType.Bool => Storage<bool>.Uninitialized(count),
                _ =>
                    throw new NotSupportedException($"The embedded engine holds float32, int64 and bool, not {dtype}."),
            };
            return Over(memory, 0, ShapeCache.Of(sizes), dtype, tracked);
        }

        internal static Tensor Uninitialized(ReadOnlySpan<long> sizes) =>
            New(sizes, ScalarType.Float32, tracked: false);

        internal static Tensor From<T>(ReadOnlySpan<T> values, ScalarType dtype) where T : unmanaged
        {
            var result = New([values.Length], dtype);
            values.CopyTo(result.Elements<T>());
            return result;
        }

        /// <summary>This fresh tensor with other sizes, checked against the number of elements.</summary>
        internal Tensor Shaped(ReadOnlySpan<long> sizes)
        {
            var result = View(Shape.Infer(sizes, Sizes));
            Dispose();
            return result;
        }

        internal Span<T> Elements<T>() where T : unmanaged => Elements<T>(
            typeof(T) == typeof(float) ? ScalarType.Float32
            : typeof(T) == typeof(long) ? ScalarType.Int64
            : typeof(T) == typeof(bool) ? ScalarType.Bool
            : throw new NotSupportedException($"No tensor of this engine holds elements of type {typeof(T).Name}."));

        /// <summary>The memory of the elements, in the byte order of the machine.</summary>
        public Span<byte> bytes => dtype switch
        {
            ScalarType.Float32 => MemoryMarshal.AsBytes(Floats),
            ScalarType.Int64 => MemoryMarshal.AsBytes(Longs),
            _ => MemoryMarshal.AsBytes(Bools),
        };

        internal void Fill(Scalar value)
        {
            switch (dtype)
            {
                case ScalarType.Float32:
                    Floats.Fill(value.Single);
                    break;
                case ScalarType.Int64:
                    Longs.Fill(value.Whole);
                    break;
                default:
                    Bools.Fill(value.ToBoolean());
                    break;
            }
        }

        /// <summary>Copies all elements of a tensor of the same type and count.</summary>
        internal void CopyFrom(Tensor source)
        {
            if (dtype == ScalarType.Float32)
                source.Floats.CopyTo(Floats);
            else if (dtype == ScalarType.Int64)
                source.Longs.CopyTo(Longs);
            else
                source.Bools.CopyTo(Bools);
        }
    }
}
