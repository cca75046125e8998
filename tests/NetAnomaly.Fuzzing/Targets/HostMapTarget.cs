using NetAnomaly.Flows;
using NetAnomaly.Flows.Mapping;

namespace NetAnomaly.Fuzzing.Targets;

/// <summary>Reads host maps: a map or the file's error comes out, and nothing else.</summary>
internal sealed class HostMapTarget : IFuzzTarget
{
    /// <summary>The name among the formats.</summary>
    public const string Name = "HostMap";

    /// <inheritdoc/>
    public string Read(string path, string? format)
    {
        try
        {
            HostMapFile.Read(path);
            return "map";
        }
        catch (FlowFileException error)
        {
            if (error.Remedy.Length == 0) throw new FuzzFailure($"An error without a remedy: {error.Message}", error);
            return error.Fault.ToString();
        }
        catch (Exception error)
        {
            throw new FuzzFailure($"{error.GetType().Name}: {error.Message}", error);
        }
    }
}
