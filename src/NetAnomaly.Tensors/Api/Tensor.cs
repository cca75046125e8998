using System.Globalization;
using NetAnomaly.Tensors.Memory;
using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>The embedded engine, spelt as TorchSharp spells it.</summary>
public static partial class torch
{
    /// <summary>
    /// An array of any number of axes, row-major and always contiguous; float32 numbers, int64 ids or bool masks.
    /// Reshaping shares memory, every other operation makes new memory. Operations on float32 tensors that require a
    /// gradient are recorded for <see cref="backward()"/>.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private Storage? _storage;
        private Tensor? _gradient;
        private DisposeScope? _scope;
        private int _scopeIndex;
        private int _offset;
        private bool _requiresGrad;
        private bool _isRecycled;

        private Tensor()
        {
        }

        /// <summary>A tensor on the memory of another one, outside the graph.</summary>
        private protected Tensor(Tensor data)
        {
            data.Memory.Retain();
            Become(data.Memory, data._offset, data.Sizes, data.dtype);
            MoveTo(DisposeScope.Current);
        }

        /// <summary>Element type.</summary>
        public ScalarType dtype { get; private set; }

        /// <summary>Sizes of the axes.</summary>
        public long[] shape => [.. Sizes];

        /// <summary>
        /// The gradient collected by <see cref="backward()"/>, as a tensor that shares its memory; null before.
        /// </summary>
        public Tensor? grad => _gradient?.Alias(tracked: true);

        /// <summary>Whether gradients flow to this tensor.</summary>
        /// <exception cref="InvalidOperationException">Set on a tensor that is not float32, or cleared on a computed
        /// one.</exception>
        public bool requires_grad
        {
            get => _requiresGrad;
            set
            {
                if (value && dtype != ScalarType.Float32)
                    throw new InvalidOperationException($"Only float32 tensors can require a gradient, not {dtype}.");
                if (!value && Producer is not null)
                    throw new InvalidOperationException(
                        "A computed tensor cannot stop requiring a gradient; use detach().");
                _requiresGrad = value;

                // The graph may know it, as a leaf, for longer than its scope.
                _isRecycled &= !value;
            }
        }

        /// <summary>The tensor was disposed.</summary>
        public bool IsInvalid => _storage is null;

        /// <summary>Shared with other tensors, never changed.</summary>
        internal long[] Sizes { get; private set; } = [];

        internal int Count { get; private set; }

        internal int Rank => Sizes.Length;

        internal Node? Producer { get; private set; }

        internal int OutputIndex { get; private set; }

        internal bool SharesMemory => Memory.IsShared;

        internal ref Tensor? GradientSlot => ref _gradient;

        internal Span<float> Floats => Elements<float>(ScalarType.Float32);

        internal Span<long> Longs => Elements<long>(ScalarType.Int64);

        internal Span<bool> Bools => Elements<bool>(ScalarType.Bool);

        internal int Version => Memory.Version;

        private Storage Memory => _storage
            ?? throw new ObjectDisposedException(
                nameof(Tensor), $"This tensor of shape {Shape.Text(Sizes)} was disposed.");

        /// <summary>Number of elements.</summary>
        public long numel() => Count;

        /// <summary>Size of one axis; negative axes count from the back.</summary>
        public long size(int dim) => Sizes[Shape.Axis(dim, Rank)];

        /// <summary>The only element of a tensor that has one.</summary>
        /// <exception cref="InvalidOperationException">There is more than one element, or none.</exception>
        public T item<T>() where T : unmanaged
        {
            if (Count != 1)
                throw new InvalidOperationException(
                    $"item() needs a tensor with one element, not one of shape {Shape.Text(Sizes)}.");
            return ScalarAt(0).To<T>();
        }

        /// <summary>Typed access to the elements.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged => new(this);

        /// <summary>Sends the gradient of this one-element tensor back to the leaves it was computed from.</summary>
        /// <exception cref="InvalidOperationException">It does not require a gradient, or has more than one
        /// element.</exception>
        public void backward() => backward(null);

        /// <summary>Sends a gradient back to the leaves this tensor was computed from.</summary>
        /// <param name="grad_tensors">One tensor of this tensor's shape; where left out, 1 for a one-element
        /// tensor.</param>
        /// <param name="retain_graph">Keep the recorded values for another backward pass.</param>
        public void backward(IList<Tensor>? grad_tensors, bool retain_graph = false)
        {
            if (!_requiresGrad)
                throw new InvalidOperationException(
                    "backward() needs a tensor that was computed from one with requires_grad.");
            if (grad_tensors is null && Count != 1)
                throw new InvalidOperationException(
                    $"backward() of a tensor of shape {Shape.Text(Sizes)} needs the gradient as an argument.");
            if (grad_tensors is not null
                && (grad_tensors.Count != 1 || !grad_tensors[0].Sizes.AsSpan().SequenceEqual(Sizes)))
                throw new ArgumentException(
                    $"The gradient must be one tensor of shape {Shape.Text(Sizes)}.", nameof(grad_tensors));
            var gradient = Uninitialized(Sizes);
            if (grad_tensors is null)
                gradient.Floats.Fill(1);
            else
                grad_tensors[0].Floats.CopyTo(gradient.Floats);
            BackwardPass.Run(this, gradient, retain_graph);
        }

        /// <summary>Sets <see cref="requires_grad"/> and returns this tensor.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>The same values, sharing memory, outside the recorded graph.</summary>
        public Tensor detach() => Alias(tracked: true);

        /// <summary>Hands this tensor to the scope around the innermost one.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            HandTo(_scope?.OpenOuter);
            return this;
        }

        /// <summary>Takes this tensor out of all scopes: the caller disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            HandTo(null);
            return this;
        }

        /// <summary>Gives the memory back, unless a view or a recorded operation still needs it.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Shape and type, as in "[2x3], type = Float32".</summary>
        public override string ToString() =>
            $"[{string.Join('x', Array.ConvertAll(Sizes, s => s.ToString(CultureInfo.InvariantCulture)))}], type = "
                + $"{dtype}";

        internal void MarkOverwritten() => Memory.Version++;

        /// <summary>
        /// Another scope's, or nobody's, from now on. What leaves a recycling scope lives on as any tensor does.
        /// </summary>
        internal void HandTo(DisposeScope? scope)
        {
            _isRecycled &= scope is { IsRecycled: true };
            MoveTo(scope);
        }

        internal void SetProducer(Node node, int output)
        {
            node.Hold();
            Producer = node;
            OutputIndex = output;
            _requiresGrad = true;
        }

        internal void CollectGradient(Tensor gradient)
        {
            if (_gradient is null)
            {
                _gradient = gradient;
                return;
            }
            var sum = Uninitialized(Sizes);
            TensorPrimitives.Add(_gradient.Floats, gradient.Floats, sum.Floats);
            _gradient.Dispose();
            gradient.Dispose();
            _gradient = sum;
        }

        internal void ClearGradient()
        {
            _gradient?.Dispose();
            _gradient = null;
        }

        /// <summary>A tensor on the same memory, outside the graph.</summary>
        internal Tensor Alias(bool tracked) => View(Sizes, tracked);

        /// <summary>A tensor on the same memory with other sizes (same count), outside the graph.</summary>
        internal Tensor View(ReadOnlySpan<long> sizes, bool tracked = true)
        {
            var memory = Memory;
            memory.Retain();
            return Over(memory, _offset, ShapeCache.Of(sizes), dtype, tracked);
        }

        /// <summary>A tensor on part of the same memory, outside the graph.</summary>
        internal Tensor Part(int start, ReadOnlySpan<long> sizes)
        {
            var memory = Memory;
            if ((uint)start > (uint)Count || Shape.Count(sizes) > Count - start)
                throw new ArgumentOutOfRangeException(
                    nameof(start), start,
                    $"A part of shape {Shape.Text(sizes)} leaves a tensor of shape {Shape.Text(Sizes)}.");
            memory.Retain();
            return Over(memory, _offset + start, ShapeCache.Of(sizes), dtype, tracked: true);
        }

        /// <summary>
        /// A tensor on memory whose owner it becomes. The sizes must be an array of <see cref="ShapeCache"/>'s.
        /// </summary>
        internal static Tensor Over(Storage memory, int offset, long[] sizes, ScalarType dtype, bool tracked)
        {
            var recycler = Recycler.Active;
            var tensor = recycler?.Tensors.Take() ?? new Tensor();
            tensor.Become(memory, offset, sizes, dtype);
            tensor._isRecycled = recycler is not null;
            if (tracked)
                tensor.MoveTo(DisposeScope.Current);
            return tensor;
        }

        internal Scalar ScalarAt(int index) => dtype switch
        {
            ScalarType.Float32 => Floats[index],
            ScalarType.Int64 => Longs[index],
            _ => Bools[index],
        };

        /// <summary>Releases the memory.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (!disposing || Interlocked.Exchange(ref _storage, null) is not { } memory)
                return;
            MoveTo(null);
            ClearGradient();
            var producer = Producer;
            Producer = null;
            memory.Release();
            producer?.LetGo();
            if (_isRecycled)
                Recycler.Active?.Tensors.Bury(this);
        }

        private void Become(Storage memory, int offset, long[] sizes, ScalarType type)
        {
            (_storage, _offset, Sizes, Count, dtype) = (memory, offset, sizes, Shape.Product(sizes), type);
            (_requiresGrad, OutputIndex) = (false, 0);
        }

        private void MoveTo(DisposeScope? scope)
        {
            _scope?.Remove(_scopeIndex);
            _scope = scope;
            if (scope is not null)
                _scopeIndex = scope.Add(this);
        }

        private Span<T> Elements<T>(ScalarType wanted) where T : unmanaged
        {
            if (Memory is not Storage<T> typed || dtype != wanted)
                throw new InvalidOperationException(
                    $"Needs a tensor of type {wanted}, not {dtype} (shape {Shape.Text(Sizes)}). Convert it with to().");
            return typed.Span.Slice(_offset, Count);
        }
    }
}
