using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Words;

/// <summary>
/// The steps of a network that learns from the words of conversations: batches of members of about one length, which go
/// through it in parts where memory runs out.
/// </summary>
internal sealed class WordBatchSteps(TrainingJob job, WordNetwork network, IWordLesson lesson) : ITrainingSteps
{
    private int[][] batches = [];

    // Members that go through the network together; fewer than a batch has once memory has run out.
    private int membersAtOnce = int.MaxValue;

    /// <inheritdoc/>
    public int Tallies => lesson.Tallies;

    /// <inheritdoc/>
    public long WorkPerEpoch => lesson.Members;

    /// <inheritdoc/>
    public Func<string, double>? RateShare => lesson.RateShare;

    /// <inheritdoc/>
    public bool KeepsSome => job.Split.Validation.Count > 0;

    /// <summary>Trains the network on a lesson.</summary>
    /// <inheritdoc cref="EpochTrainer.Run"/>
    public static (IReadOnlyList<TrainingEpoch> History, int BestEpoch) Train(
        TrainingJob job, WordNetwork network, IWordLesson lesson, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        var parameters = network.named_parameters().Select(named => (named.name, named.parameter));
        var subject = new TrainingContext(
            job.Spec, job.Options, network, network.Device, [.. parameters], () => job.DataHash)
        {
            Spent = job.Spent,
        };
        return new EpochTrainer(subject, new WordBatchSteps(job, network, lesson)).Run(progress, cancellation);
    }

    /// <inheritdoc/>
    public int Begin(int seed)
    {
        var random = new Random(seed);
        batches = [.. lesson.Batches(random.Shuffle)];
        random.Shuffle(batches);
        return batches.Length;
    }

    /// <inheritdoc/>
    public long Work(int step) => batches[step].Length;

    // Where memory runs out, half as many at once, now and from then on: their gradients add up to those of the batch,
    // but for rounding, for what is drawn at random, and for batch normalisation, which sees parts.
    /// <inheritdoc/>
    public (double Loss, Action<LossAccumulator> Count) Gradients(int step, int seed)
    {
        var members = batches[step];
        var words = lesson.Words(members);
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

    /// <inheritdoc/>
    public (double Loss, double Accuracy, double Cost) Validate(CancellationToken cancellation) =>
        lesson.Validate(cancellation);

    private (double Loss, Action<LossAccumulator> Count) Pass(int[] part, long words, long seed)
    {
        using var scope = NewDisposeScope();
        var loss = lesson.Loss(part, words, seed, out var count);

        // Read before the way back: a GPU is waited for as it is, and afterwards it need not be.
        var value = loss.item<float>();
        loss.backward();
        return (value, count);
    }
}
