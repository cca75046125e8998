namespace NetAnomaly;

/// <summary>Conversations of hosts that training never saw. Immutable.</summary>
/// <param name="Conversations">All conversations whose hosts the model could be asked about.</param>
/// <param name="Client">Those whose client, who opened them, is unknown.</param>
/// <param name="Server">Those whose server, who was called, is unknown.</param>
/// <param name="Both">Those with neither known; they are part of the other two.</param>
public sealed record UnknownHostCount(long Conversations, long Client, long Server, long Both)
{
    /// <summary>The share of <see cref="Client"/>, 0 to 1.</summary>
    public double ClientShare => Share(Client);

    /// <summary>The share of <see cref="Server"/>, 0 to 1.</summary>
    public double ServerShare => Share(Server);

    /// <summary>The share of <see cref="Both"/>, 0 to 1.</summary>
    public double BothShare => Share(Both);

    private double Share(long part) => Conversations == 0 ? 0 : (double)part / Conversations;
}
