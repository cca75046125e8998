namespace NetAnomaly.Core.Detection;

/// <summary>What a detector must see together to score it.</summary>
internal enum DetectorScope
{
    /// <summary>Each conversation stands alone.</summary>
    Conversation,

    /// <summary>All conversations of a window: what it says of one depends on the others.</summary>
    Window,
}
