namespace NetAnomaly.Operations.Alerts;

/// <summary>Which evidence names a technique. Immutable.</summary>
/// <param name="Technique">The technique.</param>
/// <param name="Leading">The kinds of evidence of which one must carry the verdict over a conversation.</param>
/// <param name="Why">Why these name the technique.</param>
internal sealed record AttackRule(AttackTechnique Technique, string[] Leading, string Why)
{
    /// <summary>Kinds of which one must speak against the conversation too; none where that is not asked for.</summary>
    public string[] Beside { get; init; } = [];

    /// <summary>Which port of the destination; <see langword="null"/> where any will do.</summary>
    public Func<int?, bool>? Port { get; init; }

    /// <summary>Whether the destination must be an address that the Internet routes.</summary>
    public bool IsToInternet { get; init; }

    /// <summary>Whether a conversation shows the technique.</summary>
    public bool Holds(AlertConversation conversation) =>
        conversation.Named.Leading.Any(name => Leading.Contains(name))
        && (Beside.Length == 0 || conversation.Named.Against.Any(name => Beside.Contains(name)))
        && (Port is null || Port(conversation.DestinationPort))
        && (!IsToInternet || conversation.Destination.IsPublic);
}
