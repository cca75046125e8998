using System.CommandLine;
using System.Globalization;
using NetAnomaly.Cli.Output;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Operations.Inputs;
using NetAnomaly.Operations.Nightly;

namespace NetAnomaly.Cli.Commands;

/// <summary>
/// <c>netanomaly nightly</c>: what is new among exports is scanned once, and incidents that are new or have grown are
/// told. Exit codes as of <c>scan</c>: 1 failure, 2 incidents, 3 something is missing or could not be judged, 0.
/// </summary>
internal static class NightlyCommand
{
    public static Command Create()
    {
        var flows = new FlowArguments();
        var engine = new EngineOptions();
        var model = new Option<string>("--model", "-m") { Description = "The model file (.nam).", Required = true };
        var state = new Option<string>("--state", "-s")
        {
            Description = "The file that keeps what was scanned, found and told; made where it does not exist.",
            Required = true,
        };
        var expect = new Option<string[]>("--expect")
        {
            Description = "An export that must be there, with the date in braces: /flows/fw1-{yyyy-MM-dd}.csv.gz; "
                + "several may be given.",
        };
        var name = new Option<string>("--scan-name")
        {
            Description = "The name that the ids of incidents are unique in.",
            DefaultValueFactory = _ => AnomalyResult.DefaultScan,
        };
        var maxPValue = new Option<double?>("--max-p-value")
        {
            Description = $"Anomalous are p-values of at most this; {AnomalyThreshold.DefaultMaxPValue} by default.",
        };
        var budget = new Option<string?>("--alert-budget")
        {
            Description = "At most so many incidents in a time: 20/day, 5/hour, 50/week.",
        };
        var maxPerDay = new Option<double>("--max-per-day")
        {
            Description = "Leaves out incidents as strong as which normal traffic alone brings more than this a day.",
            DefaultValueFactory = _ => IncidentBuilder.DefaultMaxPerDay,
        };
        var wait = new Option<int>("--wait")
        {
            Description = "Seconds to wait for another scan that uses the state; by default none.",
        };
        var command = new Command(
            "nightly",
            "Scans what is new among exports, once, and tells incidents that are new, have grown or are gone; exit "
                + "code 1 failure, 2 incidents, 3 something expected is missing or could not be judged, 0.")
        {
            model, state, expect, name, maxPValue, budget, maxPerDay, wait,
        };
        flows.AddTo(command);
        engine.AddTo(command);
        command.SetAction((parse, cancellation) => Task.FromResult(CommandErrors.Guard(() =>
        {
            var path = parse.GetRequiredValue(model);
            var spec = ModelFile.Describe(path).Spec;
            using var loaded = ModelFile.Load(path, engine.Registry(parse, spec, ComputeCost.Scoring(spec)));
            var (found, notFound) = flows.Files(parse);
            var options = new NightlyOptions(found, loaded)
            {
                NotFound = notFound,
                Reading = flows.Options(parse),
                Expected =
                [
                    .. (parse.GetValue(expect) ?? []).Select(
                        pattern => ExpectedExport.Parse(Path.GetFullPath(pattern), TimeZoneInfo.Local)),
                ],
                Threshold = AlertPolicyOptions.Of(null, parse.GetValue(maxPValue)).Threshold,
                Budget = parse.GetValue(budget) is { } text ? AlertBudget.Parse(text) : null,
                MaxPerDay = parse.GetValue(maxPerDay),
            };
            var job = new NightlyJob(
                Path.GetFullPath(parse.GetRequiredValue(state)), parse.GetRequiredValue(name), options)
            {
                Wait = TimeSpan.FromSeconds(parse.GetValue(wait)),
            };
            return Tell(job.RunAsync(null, cancellation).GetAwaiter().GetResult());
        })));
        return command;
    }

    private static int Tell(AnomalyScanRun run)
    {
        foreach (var alert in run.Alerts) Terminal.Output.WriteLine($"{alert}");
        Terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run}"));
        foreach (var warning in run.Warnings.Concat(run.Missing)) Terminal.Error.WriteLine($"warning: {warning}");
        foreach (var failure in run.Failures) Terminal.Error.WriteLine($"error: {failure}");
        return run.ExitCode;
    }
}
