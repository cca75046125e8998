using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.LanguageModels;

/// <summary>Conversations kept from fitting: their loss and accuracy tell which epoch is best.</summary>
internal sealed class ValidationSet
{
    private const int WordsPerBatch = 4096;
    private readonly int factors;
    private readonly int[][] pieces;
    private readonly int[] counts;

    /// <summary>A set of conversations as ids of the vocabulary.</summary>
    public ValidationSet(IEnumerable<int[]> conversations, int[] sizes)
    {
        factors = sizes.Length;
        var groups = conversations
            .SelectMany(ids => Pieces.Cut(LanguageModelDetector.ToNetwork(ids, sizes), factors))
            .GroupBy(piece => piece, WordSequenceComparer.Instance)
            .ToArray();
        pieces = [.. groups.Select(group => group.Key)];
        counts = [.. groups.Select(group => group.Count())];
    }

    /// <summary>Mean surprisal of a word (nats, factors added up) and the share of words that were the likeliest in all factors.</summary>
    public (double Loss, double Accuracy) Measure(WordNetwork network, CancellationToken cancellation)
    {
        using var quiet = no_grad();
        double loss = 0, right = 0, words = 0;
        foreach (var members in WordBatch.Group(pieces, factors, WordsPerBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = WordBatch.Of([.. members.Select(index => pieces[index])], factors);
            var surprisals = WordNetworkLoss.Surprisals(network, batch).Select(factor => factor.data<float>().ToArray()).ToArray();
            var guesses = network.forward(batch.Inputs()).Select(factor => factor.argmax(2).data<long>().ToArray()).ToArray();
            for (var row = 0; row < members.Length; row++)
            {
                var piece = batch.Pieces[row];
                var weight = counts[members[row]];
                for (var position = 0; position < (piece.Length / factors) - 1; position++)
                {
                    var at = (row * batch.Length) + position;
                    var all = true;
                    for (var factor = 0; factor < factors; factor++)
                    {
                        loss += weight * surprisals[factor][at];
                        all &= guesses[factor][at] == piece[((position + 1) * factors) + factor];
                    }

                    words += weight;
                    if (all) right += weight;
                }
            }
        }

        return words == 0 ? (double.NaN, double.NaN) : (loss / words, right / words);
    }
}
