using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Sequences of different lengths.</summary>
            public static class rnn
            {
                /// <summary>Declares how long each padded sequence is, so that an LSTM stops there.</summary>
                /// <param name="input">(T, B, features), or (B, T, features) where batch-first.</param>
                /// <param name="lengths">B lengths, int64, from 1 to T.</param>
                /// <param name="batch_first">Layout of the input.</param>
                /// <param name="enforce_sorted">Refuse lengths that grow; false takes any order.</param>
                public static PackedSequence pack_padded_sequence(Tensor input, Tensor lengths, bool batch_first = false, bool enforce_sorted = true)
                {
                    var steps = input.Sizes[batch_first ? 1 : 0];
                    var batch = input.Sizes[batch_first ? 0 : 1];
                    var given = lengths.data<long>().ToArray();
                    if (given.Length != batch || Array.Exists(given, l => l < 1 || l > steps))
                        throw new ArgumentException($"Sequences of shape {Shape.Text(input.Sizes)} need {batch} lengths from 1 to {steps}, not {Shape.Text(given)}.", nameof(lengths));
                    for (var i = 1; enforce_sorted && i < given.Length; i++)
                    {
                        if (given[i] > given[i - 1])
                            throw new ArgumentException("The lengths grow; sort them from long to short or pass enforce_sorted: false.", nameof(lengths));
                    }
                    var longest = given.Length == 0 ? 0 : given.Max();
                    using var turned = new Intermediate(batch_first ? input.transpose(0, 1) : input.reshape(input.Sizes));
                    return new PackedSequence(turned.Value.narrow(0, 0, longest), Array.ConvertAll(given, l => (int)l));
                }

                /// <summary>The padded tensor and the lengths of packed sequences.</summary>
                public static (Tensor, Tensor) pad_packed_sequence(PackedSequence sequence, bool batch_first = false, double padding_value = 0.0, long? total_length = null)
                {
                    ArgumentNullException.ThrowIfNull(sequence);
                    var steps = sequence.Padded.Sizes[0];
                    if (total_length < steps)
                        throw new ArgumentException($"The longest sequence has {steps} steps, more than {total_length}.", nameof(total_length));
                    using var hidden = sequence.PaddingMask();
                    using var filled = new Intermediate(sequence.Padded.masked_fill(hidden, padding_value));
                    var missing = (total_length ?? steps) - steps;
                    using var tail = full([missing, .. filled.Value.Sizes.AsSpan(1)], padding_value);
                    using var whole = new Intermediate(cat([filled.Value, tail], 0));
                    return (batch_first ? whole.Value.transpose(0, 1) : whole.Value.reshape(whole.Value.Sizes), tensor(Array.ConvertAll(sequence.Lengths, l => (long)l)));
                }

                /// <summary>Stacks sequences (T, …) of different lengths, padded at the end.</summary>
                public static Tensor pad_sequence(IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0.0)
                {
                    var all = sequences.ToArray();
                    var longest = all.Max(s => s.Sizes[0]);
                    var padded = all.Select(s => cat([s, full([longest - s.Sizes[0], .. s.Sizes.AsSpan(1)], padding_value, s.dtype)], 0)).ToArray();
                    return stack(padded, batch_first ? 0 : 1);
                }

                /// <summary>Padded sequences (T, B, features) with their lengths. Kept padded inside: the LSTM skips what lies past an end.</summary>
                public sealed class PackedSequence : IDisposable
                {
                    internal PackedSequence(Tensor padded, int[] lengths)
                    {
                        Padded = padded;
                        Lengths = lengths;
                    }

                    /// <summary>Number of sequences that reach each step.</summary>
                    public Tensor batch_sizes => tensor([.. Enumerable.Range(0, (int)Padded.Sizes[0]).Select(t => (long)Lengths.Count(l => l > t))]);

                    internal Tensor Padded { get; }

                    internal int[] Lengths { get; }

                    /// <summary>Disposes the values.</summary>
                    public void Dispose() => Padded.Dispose();

                    /// <summary>True past the end of a sequence: (T, B, 1).</summary>
                    internal Tensor PaddingMask()
                    {
                        var mask = Tensor.New([Padded.Sizes[0], Lengths.Length, 1], ScalarType.Bool);
                        var bits = mask.Bools;
                        for (var i = 0; i < bits.Length; i++)
                            bits[i] = i / Lengths.Length >= Lengths[i % Lengths.Length];
                        return mask;
                    }
                }
            }
        }
    }
}
