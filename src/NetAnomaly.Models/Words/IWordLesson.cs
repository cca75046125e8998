using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Words;

/// <summary>
/// What a network on words is to learn: members, how they are put into batches, and the loss of some.
/// </summary>
internal interface IWordLesson
{
    /// <summary>Factors of a tally.</summary>
    int Tallies => 1;

    /// <summary>Members that an epoch has in all its batches.</summary>
    int Members { get; }

    /// <summary>
    /// The part of the learning rate that a parameter has, by name; <see langword="null"/>: all have the whole.
    /// </summary>
    Func<string, double>? RateShare => null;

    /// <summary>The batches of an epoch, each the indices of its members.</summary>
    /// <param name="order">The order in which members of one length are taken.</param>
    IEnumerable<int[]> Batches(Action<int[]> order);

    /// <summary>Words that some members have.</summary>
    long Words(int[] members);

    /// <summary>
    /// The loss of a part of a batch, as its share of the batch's loss, with its gradient on its way back possible.
    /// </summary>
    /// <param name="members">The indices of the part's members; all of the batch where memory suffices.</param>
    /// <param name="words">Words of the whole batch.</param>
    /// <param name="seed">Of the probability that is drawn, as for dropout.</param>
    /// <param name="tally">To be called when the step has been taken; it holds no tensor.</param>
    Tensor Loss(int[] members, long words, long seed, out Action<LossAccumulator> tally);

    /// <summary>Loss and accuracy on what is kept from fitting, and what the best epoch has least of.</summary>
    (double Loss, double Accuracy, double Cost) Validate(CancellationToken cancellation);
}
