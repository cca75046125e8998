using System.Globalization;
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

        /// <summary>This tensor: there is one device.</summary>
        public Tensor to(Device device, bool copy = false)
        {
            ArgumentNullException.ThrowIfNull(device);
            return copy ? clone() : this;
        }

        /// <summary>Converts the elements.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false)
        {
            ArgumentNullException.ThrowIfNull(device);
            return to(type, copy);
        }

        /// <summary>Converts the elements.</summary>
        public Tensor to_type(ScalarType type, bool copy = false) => to(type, copy);

        /// <summary>This tensor: it lies on the CPU.</summary>
        public Tensor cpu() => this;

        /// <summary>The elements as float32.</summary>
        public Tensor @float() => to(ScalarType.Float32);

        /// <summary>The elements as int64.</summary>
        public Tensor @long() => to(ScalarType.Int64);

        /// <summary>Where the elements are not zero.</summary>
        public Tensor @bool() => to(ScalarType.Bool);

        /// <summary>This tensor: its elements always follow one another.</summary>
        public Tensor contiguous() => this;

        /// <summary>True: the elements always follow one another.</summary>
        public bool is_contiguous() => true;

        /// <summary>Whether the elements are float32.</summary>
        public bool is_floating_point() => dtype == ScalarType.Float32;

        /// <summary>The only element of a tensor that has one.</summary>
        public float ToSingle() => item<float>();

        /// <summary>The only element of a tensor that has one.</summary>
        public double ToDouble() => item<double>();

        /// <summary>The only element of a tensor that has one.</summary>
        public long ToInt64() => item<long>();

        /// <summary>The only element of a tensor that has one.</summary>
        public int ToInt32() => item<int>();

        /// <summary>The only element of a tensor that has one.</summary>
        public bool ToBoolean() => item<bool>();

        internal static Tensor New(ReadOnlySpan<long> sizes, ScalarType dtype = ScalarType.Float32, bool tracked = true)
        {
            var count = Shape.Count(sizes);
            Storage memory = dtype switch
            {
                ScalarType.Float32 => Storage<float>.Uninitialized(count),
                ScalarType.Int64 => Storage<long>.Uninitialized(count),
                ScalarType.Bool => Storage<bool>.Uninitialized(count),
                _ => throw new NotSupportedException($"The embedded engine holds float32, int64 and bool, not {dtype}."),
            };
            return Over(memory, 0, ShapeCache.Of(sizes), dtype, tracked);
        }

        internal static Tensor Uninitialized(ReadOnlySpan<long> sizes) => New(sizes, ScalarType.Float32, tracked: false);

        internal static Tensor Zeros(ReadOnlySpan<long> sizes)
        {
            var result = New(sizes);
            result.Floats.Clear();
            return result;
        }

        internal static Tensor From<T>(ReadOnlySpan<T> values, long[] sizes, ScalarType dtype) where T : unmanaged
        {
            var result = New(sizes, dtype);
            values.CopyTo(result.Elements<T>());
            return result;
        }

        internal static Tensor FromBoxed(Array values, long[] sizes)
        {
            var type = values.GetType().GetElementType();
            var dtype = type == typeof(bool) ? ScalarType.Bool
                : type == typeof(long) || type == typeof(int) ? ScalarType.Int64
                : type == typeof(float) || type == typeof(double) ? ScalarType.Float32
                : throw new NotSupportedException($"A tensor cannot be made from elements of type {type?.Name}.");
            var result = New(sizes, dtype);
            var index = 0;
            foreach (var value in values)
            {
                result.SetScalar(index++, dtype == ScalarType.Float32
                    ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
                    : Convert.ToInt64(value, CultureInfo.InvariantCulture));
            }
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
        /// <exception cref="ArgumentException">Set to a span of another length.</exception>
        public Span<byte> bytes
        {
            get => dtype switch
            {
                ScalarType.Float32 => MemoryMarshal.AsBytes(Floats),
                ScalarType.Int64 => MemoryMarshal.AsBytes(Longs),
                _ => MemoryMarshal.AsBytes(Bools),
            };
            set
            {
                if (value.Length != bytes.Length)
                    throw new ArgumentException($"{value.Length} bytes do not fill a tensor of {bytes.Length}.", nameof(value));
                CheckWritable();
                value.CopyTo(bytes);
            }
        }

        internal int PositionOf(ReadOnlySpan<long> indices)
        {
            if (indices.Length != Rank)
                throw new ArgumentException($"A tensor of shape {Shape.Text(Sizes)} needs {Rank} indices, not {indices.Length}.");
            long position = 0;
            for (var i = 0; i < indices.Length; i++)
            {
                if (indices[i] < 0 || indices[i] >= Sizes[i])
                    throw new ArgumentOutOfRangeException(nameof(indices), $"Index {Shape.Text(indices)} lies outside the shape {Shape.Text(Sizes)}.");
                position = (position * Sizes[i]) + indices[i];
            }
            return (int)position;
        }

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

        internal void SetScalar(int index, Scalar value)
        {
            switch (dtype)
            {
                case ScalarType.Float32:
                    Floats[index] = value.Single;
                    break;
                case ScalarType.Int64:
                    Longs[index] = value.Whole;
                    break;
                default:
                    Bools[index] = value.ToBoolean();
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
