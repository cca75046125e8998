using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>Restarts the generator that operations of all threads use when none is named.</summary>
    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    /// <summary>Numbers in [0, 1).</summary>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        rand((ReadOnlySpan<long>)size, dtype, device, requires_grad, generator);

    /// <summary>Numbers in [0, 1).</summary>
    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Drawn(size, dtype, requires_grad, tensor => tensor.uniform_(0, 1, generator));

    /// <summary>Numbers in [0, 1).</summary>
    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        rand([size], dtype, device, requires_grad, generator);

    /// <summary>Numbers in [0, 1).</summary>
    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        rand([rows, columns], dtype, device, requires_grad, generator);

    /// <summary>Numbers in [0, 1).</summary>
    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        rand([dim0, dim1, dim2], dtype, device, requires_grad, generator);

    /// <summary>Numbers in [0, 1) in the shape of a tensor.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        rand(input.Sizes, dtype, device, requires_grad);

    /// <summary>Numbers of the standard normal distribution.</summary>
    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randn((ReadOnlySpan<long>)size, dtype, device, requires_grad, generator);

    /// <summary>Numbers of the standard normal distribution.</summary>
    public static Tensor randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Drawn(size, dtype, requires_grad, tensor => tensor.normal_(0, 1, generator));

    /// <summary>Numbers of the standard normal distribution.</summary>
    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randn([size], dtype, device, requires_grad, generator);

    /// <summary>Numbers of the standard normal distribution.</summary>
    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randn([rows, columns], dtype, device, requires_grad, generator);

    /// <summary>Numbers of the standard normal distribution.</summary>
    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randn([dim0, dim1, dim2], dtype, device, requires_grad, generator);

    /// <summary>Numbers of the standard normal distribution in the shape of a tensor.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        randn(input.Sizes, dtype, device, requires_grad);

    /// <summary>Whole numbers in [0, high), int64 unless another type is asked for.</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    /// <summary>Whole numbers in [low, high), int64 unless another type is asked for.</summary>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        if (high <= low)
            throw new ArgumentException($"There is no whole number in [{low}, {high}).", nameof(high));
        var source = (generator ?? Generator.Default).Source;
        var result = Tensor.New(size, ScalarType.Int64);
        lock (source.Gate)
        {
            foreach (ref var value in result.Longs)
                value = low + (long)source.NextBelow((ulong)(high - low));
        }
        return dtype is null or ScalarType.Int64 ? result : result.to(dtype.Value).requires_grad_(requires_grad);
    }

    /// <summary>The numbers 0 to n - 1 in random order, int64.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var source = (generator ?? Generator.Default).Source;
        var result = arange(n, ScalarType.Int64);
        var values = result.Longs;
        lock (source.Gate)
        {
            for (var i = values.Length - 1; i > 0; i--)
            {
                var j = (int)source.NextBelow((ulong)(i + 1));
                (values[i], values[j]) = (values[j], values[i]);
            }
        }
        return dtype is null or ScalarType.Int64 ? result : result.to(dtype.Value).requires_grad_(requires_grad);
    }

    private static Tensor Drawn(ReadOnlySpan<long> size, ScalarType? dtype, bool requiresGrad, Action<Tensor> draw)
    {
        if (dtype is not (null or ScalarType.Float32))
            throw new ArgumentException($"Random numbers are float32, not {dtype}.", nameof(dtype));
        var result = Tensor.New(size);
        draw(result);
        return result.requires_grad_(requiresGrad);
    }

    /// <summary>A seeded stream of random numbers, the same on every machine (Philox 4x32-10).</summary>
    public sealed class Generator : IDisposable
    {
        private long _seed;

        /// <summary>A generator at the start of a seed's stream.</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            _seed = (long)seed;
            this.device = device ?? CPU;
            Source = new Philox(seed);
        }

        /// <summary>The generator that operations of all threads use when none is named; its seed is 0 at first.</summary>
        public static Generator Default { get; } = new();

        /// <summary>Where the numbers are drawn: the CPU.</summary>
        public Device device { get; }

        internal Philox Source { get; }

        /// <summary>Goes to the start of a seed's stream.</summary>
        public Generator manual_seed(long seed)
        {
            _seed = seed;
            lock (Source.Gate)
                Source.Restart((ulong)seed);
            return this;
        }

        /// <summary>The seed given last.</summary>
        public long initial_seed() => _seed;

        /// <summary>Nothing to release; here because the API has it.</summary>
        public void Dispose() => GC.SuppressFinalize(this);
    }
}
