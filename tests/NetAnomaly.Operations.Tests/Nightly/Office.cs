using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Flows.Writing;
using NetAnomaly.Operations.Nightly;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Tests.Nightly;

/// <summary>
/// A small office: a model of its first five days, and the flows of seven nights behind them, with attacks on the
/// third. Shared by tests.
/// </summary>
public sealed class Office : IDisposable
{
    public const int Nights = 7;

    private const int TrainingDays = 5;
    private readonly ILookup<int, FlowRecord> nights;

    public Office()
    {
        var options = new SampleTrafficOptions
        {
            Days = TrainingDays + Nights, Hosts = 5, AttackDay = TrainingDays + 3,
            Attacks = Enum.GetValues<SampleAttack>(),
        };
        var flows = new SampleTraffic(options).Generate().ToArray();
        First = options.Start.AddDays(TrainingDays);
        var spec = ModelPresets.Default(ModelArchitecture.Ensemble).Spec with { Name = "office" };
        var table = new ConversationTableBuilder(spec.Schemes, [], DetectorKinds.Standard.Needs(spec).Features);
        var past = flows.Where(flow => flow.Start < First);
        foreach (var conversation in ConversationBuilder.Build(past, ConversationOptions.Of(spec)))
            table.Add(conversation);
        using var untrained = ModelTrainer.New(spec);
        Model = new ModelTrainer(new DetectorRegistry(CoreDetectors.Providers)).Train(
            untrained, table.Build(), new TrainingOptions(), null, default);
        // As exporters do it: a flow stands in the file of the day on which it ended.
        nights = flows.Where(flow => flow.Start >= First)
            .ToLookup(flow => Math.Min((flow.Start + flow.Duration - First).Days, Nights - 1));
    }

    public AnomalyModel Model { get; }

    /// <summary>The midnight on which the first night begins.</summary>
    public DateTime First { get; }

    /// <summary>The flows of a night's export.</summary>
    public IEnumerable<FlowRecord> Night(int night) => nights[night];

    /// <summary>Writes the export of a night.</summary>
    public string Write(string folder, int night) => Write(folder, $"{First.AddDays(night):yyyy-MM-dd}", Night(night));

    /// <summary>Writes an export.</summary>
    public static string Write(string folder, string name, IEnumerable<FlowRecord> flows)
    {
        var path = Path.Combine(folder, name + ".csv");
        using var exporter = new FlowExporter(path, FlowExportFormat.Csv, overwrite: true);
        foreach (var flow in flows) exporter.Write(flow);
        exporter.Complete();
        return path;
    }

    /// <summary>Runs a scan over the files of a folder.</summary>
    internal async Task<AnomalyScanRun> RunAsync(
        string folder, Func<NightlyOptions, NightlyOptions>? change = null, CancellationToken? token = null)
    {
        var options = new NightlyOptions(Exports(folder), Model);
        options = change?.Invoke(options) ?? options;
        using var store = StateStore.Open(Path.Combine(folder, "state.db"), "office", Model.Spec.Window);
        return await new NightlyScan(store, "office", options)
            .RunAsync(token ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The exports in a folder.</summary>
    public static string[] Exports(string folder) =>
        [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)];

    /// <summary>What a scan knows in the end: incidents with their status, without versions.</summary>
    public static string[] Outcome(string folder)
    {
        using var store = StateStore.OpenExisting(Path.Combine(folder, "state.db"));
        return
        [
            .. store.IncidentsFrom(long.MinValue).Where(stored => stored.Status != IncidentStatus.Withdrawn)
                .Select(stored => $"{stored.Status} {stored.Incident} {stored.Incident.Severity:R} "
                    + $"{stored.Incident.End:O} {stored.Incident.Flows}"),
        ];
    }

    public void Dispose() => Model.Dispose();
}
