using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Scoring;

/// <summary>
/// Gathers conversations that arrive one by one into what is worth scoring together: so many, or a whole window for
/// detectors that must see it whole. A window is whole when the next begins; of conversations that come in another
/// order than by window, each run is scored as a window of its own. Not thread-safe.
/// </summary>
/// <param name="scope">What must be scored together.</param>
/// <param name="size">Conversations that are worth scoring together, where they stand alone.</param>
internal sealed class ScoringBatch(DetectorScope scope, int size)
{
    private List<Conversation> gathered = [];

    /// <summary>Conversations that wait.</summary>
    public int Count => gathered.Count;

    /// <summary>Whether conversations of another window than this one's wait.</summary>
    public bool IsOfAnotherWindow(Conversation conversation) =>
        gathered.Count > 0 && gathered[0].WindowStart != conversation.WindowStart;

    /// <summary>Takes one conversation.</summary>
    /// <returns>What is to be scored now, in the order of arrival; mostly nothing.</returns>
    public IReadOnlyList<Conversation> Add(Conversation sequence)
    {
        if (scope == DetectorScope.Window)
        {
            var whole = IsOfAnotherWindow(sequence) ? Complete() : [];
            gathered.Add(sequence);
            return whole;
        }

        gathered.Add(sequence);
        return gathered.Count < size ? [] : Complete();
    }

    /// <summary>Hands over what still waits.</summary>
    public IReadOnlyList<Conversation> Complete()
    {
        var complete = gathered;
        gathered = [];
        return complete;
    }
}
