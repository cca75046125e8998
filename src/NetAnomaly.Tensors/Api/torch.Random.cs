using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>Restarts the generator that operations of all threads use when none is named.</summary>
    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    /// <summary>A seeded stream of random numbers, the same on every machine (Philox 4x32-10).</summary>
    public sealed class Generator : IDisposable
    {
        /// <summary>A generator at the start of a seed's stream.</summary>
        public Generator(ulong seed = 0) => Source = new Philox(seed);

        /// <summary>
        /// The generator that operations of all threads use when none is named; its seed is 0 at first.
        /// </summary>
        public static Generator Default { get; } = new();

        internal Philox Source { get; }

        /// <summary>Goes to the start of a seed's stream.</summary>
        public Generator manual_seed(long seed)
        {
            lock (Source.Gate)
                Source.Restart((ulong)seed);
            return this;
        }

        /// <summary>Nothing to release; here because the API has it.</summary>
        public void Dispose() => GC.SuppressFinalize(this);
    }
}
