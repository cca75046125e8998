using NetAnomaly.Flows.Samples;
using NetAnomaly.Tests;

namespace NetAnomaly.Cli.Tests;

/// <summary>A folder with two exports, shared by the tests: three quiet days, and a fourth with attacks.</summary>
public sealed class SampleExport : IDisposable
{
    /// <summary>Writes the exports.</summary>
    public SampleExport()
    {
        Folder = Directory.CreateTempSubdirectory("netanomaly-").FullName;
        var options = new SampleTrafficOptions
        {
            Days = 4, Hosts = 8, Attacks = [SampleAttack.Exfiltration, SampleAttack.SshBruteForce],
        };
        var cut = options.Start.AddDays(3);
        var flows = new SampleTraffic(options).Generate().ToArray();
        Write("past.binetflow", flows.Where(flow => flow.Start < cut));
        Write("today.binetflow", flows.Where(flow => flow.Start >= cut));
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>A path in the folder.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string name, IEnumerable<FlowRecord> flows)
    {
        using var writer = new StreamWriter(this[name]);
        ArgusWriter.Write(flows, writer);
    }
}
