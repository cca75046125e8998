using System.CommandLine;
using NetAnomaly.Cli.Output;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Mapping;

namespace NetAnomaly.Cli.Commands;

/// <summary>
/// <c>netanomaly scan</c>: exports and a model in, verdicts out. Exit code 1 failure, 2 anomalies, 3 an export is
/// missing or too much could not be judged, 0 clean.
/// </summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var flows = new FlowArguments();
        var engine = new EngineOptions();
        var model = new Option<string>("--model", "-m") { Description = "The model file (.nam).", Required = true };
        var threshold = new Option<double?>("--threshold")
        {
            Description = "Anomalous are scores of at least this (nats).",
        };
        var maxPValue = new Option<double?>("--max-p-value")
        {
            Description = $"Anomalous are p-values of at most this; {AnomalyThreshold.DefaultMaxPValue} where "
                + $"nothing is asked for.",
        };
        var budget = new Option<string?>("--alert-budget")
        {
            Description = "At most so many alerts in a time: 20/day, 5/hour, 50/week.",
        };
        var rate = new Option<double?>("--false-discovery-rate")
        {
            Description = "The share of false alerts among all, above 0 and below 1 (Benjamini and Hochberg).",
        };
        var name = new Option<string>("--scan-name")
        {
            Description = "The name that the ids of results are unique in.", DefaultValueFactory = _ =>
                AnomalyResult.DefaultScan,
        };
        var hostMap = new Option<string?>("--host-map")
        {
            Description = "A CSV file of hosts that only changed their address: OldAddress,NewAddress and, if they are "
                + "known, From,To. Flows get the old address, which training knew.",
        };
        var statePath = new Option<string?>("--state")
        {
            Description = "A file with the memory of earlier scans, which this one goes on from. It is made where it "
                + "does not exist, and written when the scan has ended.",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "A file for all results as JSON lines; '-' for standard output. --force replaces one that is "
                + "there.",
        };
        var top = new Option<int>("--top")
        {
            Description = "How many anomalies to show, strangest first.", DefaultValueFactory = _ => 20,
        };
        var command = new Command(
            "scan",
            "Scores the conversations of exports; exit code 1 failure, 2 anomalies, 3 an export is missing "
                + "or empty or more than 5 % could not be judged, 0 clean.")
        {
            model, threshold, maxPValue, budget, rate, name, hostMap, statePath, output, top,
        };
        flows.AddTo(command);
        engine.AddTo(command);
        command.SetAction((parse, cancellation) => Task.FromResult(CommandErrors.Guard(() =>
        {
            var allowed = parse.GetValue(budget) is { } text ? AlertBudget.Parse(text) : null;
            var policy = AlertPolicyOptions.Of(
                parse.GetValue(threshold), parse.GetValue(maxPValue), allowed, parse.GetValue(rate));
            return Run(
                parse, flows, engine, parse.GetRequiredValue(model), policy, parse.GetRequiredValue(name),
                parse.GetValue(hostMap), parse.GetValue(statePath), parse.GetValue(output), parse.GetValue(top),
                cancellation);
        })));
        return command;
    }

    private static int Run(
        ParseResult parse, FlowArguments flows, EngineOptions engine, string modelPath, AlertPolicyOptions policy,
        string name, string? hostMap, string? statePath, string? output, int top, CancellationToken cancellation)
    {
        var renamer = hostMap is null ? null : OpenHostMap(hostMap);
        var spec = ModelFile.Describe(modelPath).Spec;
        using var model = ModelFile.Load(modelPath, engine.Registry(parse, spec, ComputeCost.Scoring(spec)));
        using var rejects = flows.OpenRejects(parse);
        var state = statePath is not null && File.Exists(statePath)
            ? ScanStateFile.Load(statePath, model)
            : new EvidenceState();
        var session = new ScanSession(new ScanRequest(model, policy) { Name = name, State = state });
        var tally = new ScanTally(top);
        var missing = 0;
        var read = new FlowCount();
        using (var results = new ResultFile(output, flows.IsForced(parse)))
        {
            ProgressBar.Run("scanning", _ =>
            {
                var source = flows.Source(parse, rejects, Miss);
                if (renamer is not null) source = new RenamedFlowSource(source, renamer);
                foreach (
                    var result in ScanService.RunAsync(session, source, read, cancellation)
                        .ToBlockingEnumerable(cancellation).SelectMany(report => report.Results))
                {
                    tally.Add(result);
                    results.Write(result);
                }

                return tally;
            });
            results.Complete();
        }

        if (output != "-") ResultTable.Write(tally);
        var summary = session.Summary;
        if (statePath is not null)
        {
            if (ScanWarnings.NoMemory(state, summary) is { } none) Terminal.Error.WriteLine($"warning: {none}");
            else ScanStateFile.Save(state, model, statePath);
        }

        if (renamer?.Warning is { } unused) Terminal.Error.WriteLine($"warning: {unused}");
        if (ScanWarnings.Undetermined(summary) is { } warning) Terminal.Error.WriteLine($"warning: {warning}");
        if (ScanWarnings.Drift(summary) is { } advice) Terminal.Error.WriteLine($"warning: {advice}");
        if (ScanWarnings.NotFinite(summary) is { } error) Terminal.Error.WriteLine($"error: {error}");
        // What lost more than one row in twenty was not looked at whole.
        if (ScanWarnings.IsTooMuch(rejects.Count, read.Flows + rejects.Count)) missing++;
        return ExitCode.Of(summary, missing);

        void Miss(FlowFileException cause)
        {
            missing++;
            Terminal.Error.WriteLine($"missing: {cause.Message}");
        }
    }

    private static HostRenamer OpenHostMap(string path)
    {
        var map = HostMapFile.Read(path);
        if (map.Warning is { } rejected) Terminal.Error.WriteLine($"warning: {rejected}");
        return new HostRenamer(map);
    }

    // Told by the thread that scores, and read when it has ended.
    private sealed class FlowCount : IProgress<ScanProgress>
    {
        public long Flows { get; private set; }

        public void Report(ScanProgress value) => Flows = value.Flows;
    }
}
