namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>
/// Tests the Torch engine in another process. Each host knows how to start one: what oneDNN may use cannot be changed
/// in the process that runs.
/// </summary>
internal interface ISelfTestProcess
{
    /// <summary>Tests the engine on the processor.</summary>
    /// <param name="limit">The newest instruction set that oneDNN may use, one of <see
    /// cref="InstructionSets.Descending"/>.</param>
    SelfTestAnswer Run(string limit);
}
