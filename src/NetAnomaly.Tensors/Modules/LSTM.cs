using System.Buffers;
using NetAnomaly.Tensors.Kernels;
using static NetAnomaly.Tensors.torch.nn;

namespace NetAnomaly.Tensors.Modules
{
    /// <summary>
    /// Long short-term memory over sequences, with PyTorch's weights, names and order of gates (input, forget, cell,
    /// output).
    /// </summary>
    public sealed class LSTM : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
    {
        private readonly LstmWeights[] _weights;
        private readonly long _inputs, _hidden;
        private readonly int _layers, _directions;
        private readonly bool _batchFirst;
        private readonly double _dropout;

        internal LSTM(
            long inputs, long hidden, long layers, bool hasBias, bool batchFirst, double dropout, bool bidirectional)
            : base(nameof(LSTM))
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(hidden, 1);
            (_inputs, _hidden, _batchFirst, _dropout) = (inputs, hidden, batchFirst, dropout);
            (_layers, _directions) = ((int)layers, bidirectional ? 2 : 1);
            _weights = new LstmWeights[_layers * _directions];
            for (var i = 0; i < _weights.Length; i++)
            {
                var (layer, width) = (i / _directions, i / _directions == 0 ? inputs : hidden * _directions);
                var ending = $"_l{layer}{(i % _directions == 1 ? "_reverse" : "")}";
                _weights[i] = new LstmWeights(Weight("weight_ih" + ending, 4 * hidden, width),
                    Weight("weight_hh" + ending, 4 * hidden, hidden),
                    hasBias
                        ? Weight("bias_ih" + ending, 4 * hidden)
                        : null, hasBias ? Weight("bias_hh" + ending, 4 * hidden) : null);
            }
        }

        /// <summary>
        /// Runs over sequences (T, B, in), or (B, T, in) where batch-first.
        /// </summary>
        /// <param name="input">The sequences.</param>
        /// <param name="h0_c0">Initial states, each (layers · directions, B, hidden); zeros where left out.</param>
        /// <returns>The outputs of the last layer in the layout of the input with hidden · directions features, and the
        /// last states.</returns>
        public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
        {
            if (input.Rank != 3 || input.Sizes[2] != _inputs)
                throw new ArgumentException(
                    $"This LSTM takes {(_batchFirst ? "(batch, time" : "(time, batch")}, {_inputs}), not "
                        + $"{Shape.Text(input.Sizes)}.", nameof(input));
            var batch = input.Sizes[_batchFirst ? 0 : 1];
            CheckStates(h0_c0, batch);
            var states = ArrayPool<Tensor>.Shared.Rent(2 * _weights.Length);
            var hidden = states.AsSpan(0, _weights.Length);
            var cell = states.AsSpan(_weights.Length, _weights.Length);
            var current = _batchFirst ? input.transpose(0, 1) : input.reshape(input.Sizes);
            for (var layer = 0; layer < _layers; layer++)
            {
                using var below = new Intermediate(
                    layer > 0 ? functional.dropout(current, _dropout, training) : current.reshape(current.Sizes));
                current.Dispose();
                current = Layer(below.Value, layer, h0_c0, hidden, cell);
            }
            using var last = new Intermediate(current);
            var output = _batchFirst ? last.Value.transpose(0, 1) : last.Value.reshape(last.Value.Sizes);
            var result = (output, Stack(hidden), Stack(cell));
            ArrayPool<Tensor>.Shared.Return(states, clearArray: true);
            return result;
        }

        private Tensor Layer(
            Tensor input, int layer, (Tensor Hidden, Tensor Cell)? initial, Span<Tensor> hidden, Span<Tensor> cell)
        {
            var onwards = Direction(input, layer * _directions, initial, hidden, cell);
            if (_directions == 1)
                return onwards;
            using var forwards = new Intermediate(onwards);
            using var backwards = new Intermediate(Direction(input, (layer * _directions) + 1, initial, hidden, cell));
            return cat([forwards.Value, backwards.Value], -1);
        }

        private Tensor Direction(
            Tensor input, int index, (Tensor Hidden, Tensor Cell)? initial, Span<Tensor> hidden, Span<Tensor> cell)
        {
            using var h0 = initial?.Hidden.select(0, index);
            using var c0 = initial?.Cell.select(0, index);
            (var output, hidden[index], cell[index]) = LstmLayer.Of(
                input, _weights[index], h0, c0, index % _directions == 1);
            return output;
        }

        private static Tensor Stack(ReadOnlySpan<Tensor> states)
        {
            var result = Joining.Stack(states, 0);
            foreach (var state in states)
                state.Dispose();
            return result;
        }

        private Parameter Weight(string name, params long[] sizes)
        {
            var bound = 1 / Math.Sqrt(_hidden);
            var weight = Parameter(empty(sizes));
            init.uniform_(weight, -bound, bound);
            register_parameter(name, weight);
            return weight;
        }

        private void CheckStates((Tensor Hidden, Tensor Cell)? initial, long batch)
        {
            ReadOnlySpan<long> wanted = [_weights.Length, batch, _hidden];
            if (initial is var (hidden, cell)
                && !(hidden.Sizes.AsSpan().SequenceEqual(wanted) && cell.Sizes.AsSpan().SequenceEqual(wanted)))
                throw new ArgumentException(
                    $"Initial states of shapes {Shape.Text(hidden.Sizes)} and {Shape.Text(cell.Sizes)} must both "
                        + $"have the shape {Shape.Text(wanted)}.");
        }
    }
}

namespace NetAnomaly.Tensors
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Long short-term memory; dropout acts between layers while training.</summary>
            public static Modules.LSTM LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true,
                bool batchFirst = false,
                double dropout = 0.0, bool bidirectional = false, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional);
        }
    }
}
