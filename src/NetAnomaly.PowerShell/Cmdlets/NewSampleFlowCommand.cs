using System.Management.Automation;
using NetAnomaly.Flows.Samples;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>
/// Makes the flows of a small office that does not exist, with attacks by request: to try things out and to test with.
/// </summary>
[Cmdlet(VerbsCommon.New, "SampleFlow")]
[OutputType(typeof(FlowRecord))]
public sealed class NewSampleFlowCommand : CancellableCmdlet
{
    private static readonly SampleTrafficOptions Defaults = new();

    /// <summary>How many days.</summary>
    [Parameter(Position = 0)]
    public int Day { get; set; } = Defaults.Days;

    /// <summary>How many workstations the office has.</summary>
    [Parameter]
    public int HostCount { get; set; } = Defaults.Hosts;

    /// <summary>The first day, UTC; the time of day is left out.</summary>
    [Parameter]
    public DateTime Start { get; set; } = Defaults.Start;

    /// <summary>Attacks, all on the last day.</summary>
    [Parameter]
    [ValidateNotNull]
    public SampleAttack[] Attack { get; set; } = [];

    /// <summary>Seed of everything that is drawn at random.</summary>
    [Parameter]
    public int Seed { get; set; } = Defaults.Seed;

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        foreach (var flow in Prepare().Generate())
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(flow);
        }
    }

    private SampleTraffic Prepare()
    {
        try
        {
            return new SampleTraffic(Defaults with
            {
                Days = Day,
                Hosts = HostCount,
                Start = DateTime.SpecifyKind(Start.Date, DateTimeKind.Utc),
                Attacks = Attack,
                Seed = Seed,
            });
        }
        catch (ArgumentException cause)
        {
            ThrowTerminatingError(ErrorFactory.SampleOption(cause));
            throw;
        }
    }
}
