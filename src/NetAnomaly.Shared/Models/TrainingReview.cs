using System.Globalization;
using System.Text;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// What somebody should look at before a model is trusted: whatever went on all through training is normal to it. Names
/// addresses, and is therefore no part of a model file. Immutable.
/// </summary>
public sealed record TrainingReview
{
    /// <summary>Most pairs that a review lists.</summary>
    public const int MostPairs = 20;

    /// <summary>Pairs of hosts that were judged as if each were new.</summary>
    public required long PairsJudged { get; init; }

    /// <summary>The most conspicuous of them, most conspicuous first; at most <see cref="MostPairs"/>.</summary>
    public IReadOnlyList<ReviewedPair> Pairs { get; init => field = Indexable.Of(value); } =
        Indexable.None<ReviewedPair>();

    /// <summary>Conversations of these pairs that training left out because that was asked for.</summary>
    public long Excluded { get; init; }

    /// <summary>Conversations that training chose to forget (<see cref="TrainingOptions.TrimPerDay"/>).</summary>
    public long Forgotten { get; init; }

    /// <summary>Whose they are, most first; the first few.</summary>
    public IReadOnlyList<ForgottenSubject> ForgottenSubjects { get; init => field = Indexable.Of(value); } =
        Indexable.None<ForgottenSubject>();

    /// <summary>Whether there is nothing to look at.</summary>
    public bool IsEmpty => Pairs.Count == 0 && Forgotten == 0;

    /// <summary>The review in lines.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Pairs.Count > 0)
        {
            var done = Excluded > 0
                ? "; their " + CountedText.Of(Excluded, "conversation|conversations was|were left out")
                : "; to the model they are normal";
            text.Append(
                CultureInfo.InvariantCulture,
                $"Training review: of {CountedText.Of(PairsJudged, "pair|pairs")} these are timed as evenly as a "
                    + $"program that calls home{done}:");
            foreach (var pair in Pairs) text.Append("\n  ").Append(pair);
        }

        if (Forgotten == 0) return text.ToString();
        if (text.Length > 0) text.Append('\n');
        text.Append(
            CultureInfo.InvariantCulture,
            $"Training forgot {CountedText.Of(Forgotten, "conversation|conversations")} that would have been its first "
                + $"{CountedText.Form(Forgotten, "incident|incidents")}: ");
        text.AppendJoin(
            ", ",
            ForgottenSubjects.Select(
                one => string.Create(CultureInfo.InvariantCulture, $"{Name(one.Subject)} ({one.Conversations:N0})")));
        return text.Append(
            ForgottenSubjects.Sum(one => one.Conversations) < Forgotten ? " and others." : ".").ToString();

        static string Name(Subject subject) => subject.Kind == SubjectKind.Pair
            ? subject.ToString().Replace(" ", " - ", StringComparison.Ordinal)
            : subject.ToString();
    }
}
