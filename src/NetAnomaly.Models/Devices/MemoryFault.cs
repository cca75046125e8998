using NetAnomaly.Core.Engines;

namespace NetAnomaly.Models.Devices;

/// <summary>The error of memory that runs out where nothing less can be done at once.</summary>
internal static class MemoryFault
{
    /// <summary>
    /// Does work that has done as little at once as it can; what runs out of memory all the same is told as such.
    /// </summary>
    /// <param name="device">Knows when memory has run out.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="EngineException">Memory ran out.</exception>
    public static T Translate<T>(IDevice device, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (device.IsOutOfMemory(error))
        {
            throw Of("the model itself and what its training keeps", error);
        }
    }

    /// <summary>The error.</summary>
    /// <param name="what">What does not fit, as the end of "Memory ran out with ...".</param>
    /// <param name="cause">What the engine threw; libtorch adds lines for its makers to what it says.</param>
    public static EngineException Of(string what, Exception cause) => new(
        EngineFault.OutOfMemory,
        $"Memory ran out with {what}: {cause.Message.Split('\n')[0].Trim()}",
        "End what else uses that memory (Get-AnomalyEngine says how much a GPU has free), make the model smaller, or "
            + "compute on the processor (-Device Cpu).",
        cause);
}
