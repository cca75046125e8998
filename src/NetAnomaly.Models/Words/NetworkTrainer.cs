using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Words;

/// <summary>
/// Trains a network on the words of conversations, in batches of members of about one length; batches go through it in
/// parts where memory runs out.
/// </summary>
internal abstract class NetworkTrainer(TrainingJob job, WordNetwork network) : EpochTrainer(
    new TrainingContext(
        job.Spec, job.Options, network, network.Device,
        [.. network.named_parameters().Select(named => (named.name, named.parameter))], () => job.DataHash)
    {
        Spent = job.Spent,
    })
{
    private int[][] batches = [];

    // Members that go through the network together; fewer than a batch has once memory has run out.
    private int membersAtOnce = int.MaxValue;

    /// <summary>What is trained on what, how.</summary>
    protected TrainingJob Job { get; } = job;

    /// <summary>Members that an epoch has in all its batches.</summary>
    protected abstract int Members { get; }

    /// <inheritdoc/>
    protected override long WorkPerEpoch => Members;

    /// <inheritdoc/>
    protected override bool KeepsSome => Job.Split.Validation.Count > 0;

    /// <summary>The batches of an epoch, each the indices of its members.</summary>
    /// <param name="order">The order in which members of one length are taken.</param>
    protected abstract IEnumerable<int[]> Batches(Action<int[]> order);

    /// <summary>Words that some members have.</summary>
    protected abstract long Words(int[] members);

    /// <summary>
    /// The loss of a part of a batch, as its share of the batch's loss, with its gradient on its way back possible.
    /// </summary>
    /// <param name="members">The indices of the part's members; all of the batch where memory suffices.</param>
    /// <param name="words">Words of the whole batch.</param>
    /// <param name="seed">Of the probability that is drawn, as for dropout.</param>
    /// <param name="tally">To be called when the step has been taken; it holds no tensor.</param>
    protected abstract Tensor Loss(int[] members, long words, long seed, out Action<LossAccumulator> tally);

    /// <inheritdoc/>
    protected override int Begin(int epoch)
    {
        var random = new Random(SeedOf(epoch, 0));
        batches = [.. Batches(random.Shuffle)];
        random.Shuffle(batches);
        return batches.Length;
    }

    /// <inheritdoc/>
    protected override long Work(int step) => batches[step].Length;

    // Where memory runs out, half as many at once, now and from then on: their gradients add up to those of the batch,
    // but for rounding, for what is drawn at random, and for batch normalisation, which sees parts.
    /// <inheritdoc/>
    protected override (double Loss, Action<LossAccumulator> Count) Gradients(int step, int seed)
    {
        var members = batches[step];
        var words = Words(members);
        while (true)
        {
            try
            {
                using var scope = NewDisposeScope();
                network.zero_grad();
                var passes = members.Chunk(membersAtOnce).Select((part, index) => Pass(part, words, (long)seed + index))
                    .ToArray();
                return (passes.Sum(pass => pass.Loss), tally => Array.ForEach(passes, pass => pass.Count(tally)));
            }
            catch (Exception error) when (network.Device.IsOutOfMemory(error))
            {
                var tried = Math.Min(membersAtOnce, members.Length);
                membersAtOnce = tried > 1
                    ? (tried + 1) / 2
                    : throw MemoryFault.Of("one piece of a conversation alone", error);
            }
        }
    }

    private (double Loss, Action<LossAccumulator> Count) Pass(int[] part, long words, long seed)
    {
        using var scope = NewDisposeScope();
        var loss = Loss(part, words, seed, out var count);

        // Read before the way back: a GPU is waited for as it is, and afterwards it need not be.
        var value = loss.item<float>();
        loss.backward();
        return (value, count);
    }
}
