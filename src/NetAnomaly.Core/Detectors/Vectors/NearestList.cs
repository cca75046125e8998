namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>The nearest references found so far, in order, in a room of fixed size.</summary>
internal ref struct NearestList
{
    private readonly Span<Neighbor> room;
    private int count;

    /// <summary>An empty list in a room of at least one place.</summary>
    public NearestList(Span<Neighbor> room) => this.room = room;

    /// <summary>Those found, nearest first.</summary>
    public readonly ReadOnlySpan<Neighbor> Found => room[..count];

    /// <summary>Squared distance beyond which nothing is taken any more.</summary>
    public readonly float Limit => count < room.Length ? float.PositiveInfinity : room[^1].SquaredDistance;

    /// <summary>Takes a reference where it is among the nearest. A distance that is not a number is never.</summary>
    public void Add(Neighbor found)
    {
        if (!(found.SquaredDistance <= Limit)) return;
        if (count == room.Length && !found.IsBefore(room[^1])) return;
        var at = count < room.Length ? count++ : count - 1;
        for (; at > 0 && found.IsBefore(room[at - 1]); at--) room[at] = room[at - 1];
        room[at] = found;
    }
}
