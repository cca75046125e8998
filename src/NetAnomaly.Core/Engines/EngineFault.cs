namespace NetAnomaly.Core.Engines;

/// <summary>What is wrong with an engine or its pack.</summary>
internal enum EngineFault
{
    /// <summary>The engine is not installed, or does not load.</summary>
    Missing,

    /// <summary>The engine is there, but cannot do what was asked: a device, a precision, an architecture.</summary>
    CannotDo,

    /// <summary>The engine gave a wrong answer to what is known.</summary>
    WrongResults,

    /// <summary>Memory ran out, and no less could be done at once.</summary>
    OutOfMemory,

    /// <summary>A pack is damaged, forged or made for something else.</summary>
    PackUnusable,

    /// <summary>A pack cannot be written or removed.</summary>
    PackNotWritten,

    /// <summary>A pack is there already.</summary>
    PackExists,

    /// <summary>A feed does not give what a pack is made of.</summary>
    FeedFailed,
}
