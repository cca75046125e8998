using System.CommandLine;
using NetAnomaly.Cli.Output;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Cli.Commands;

/// <summary><c>netanomaly scan</c>: exports and a model in, verdicts out. Exit code 0 clean, 2 anomalies, 1 failure.</summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var flows = new FlowArguments();
        var engine = new EngineOptions();
        var model = new Option<string>("--model", "-m") { Description = "The model file (.nam).", Required = true };
        var threshold = new Option<double?>("--threshold") { Description = "Anomalous are scores of at least this (nats)." };
        var maxPValue = new Option<double?>("--max-p-value") { Description = $"Anomalous are p-values of at most this; {AnomalyThreshold.DefaultMaxPValue} where nothing is asked for." };
        var output = new Option<string?>("--output", "-o") { Description = "A file for all results as JSON lines; '-' for standard output." };
        var top = new Option<int>("--top") { Description = "How many anomalies to show, strangest first.", DefaultValueFactory = _ => 20 };
        var command = new Command("scan", "Scores the conversations of exports with a model; exit code 0 clean, 2 anomalies, 1 failure.") { model, threshold, maxPValue, output, top };
        flows.AddTo(command);
        engine.AddTo(command);
        command.SetAction((parse, cancellation) => Task.FromResult(CommandErrors.Guard(() =>
        {
            var rule = AnomalyThreshold.Of(parse.GetValue(threshold), parse.GetValue(maxPValue));
            return Run(parse, flows, engine, parse.GetRequiredValue(model), rule, parse.GetValue(output), parse.GetValue(top), cancellation);
        })));
        return command;
    }

    private static int Run(
        ParseResult parse, FlowArguments flows, EngineOptions engine, string modelPath, AnomalyThreshold rule, string? output, int top, CancellationToken cancellation)
    {
        var spec = ModelFile.Describe(modelPath).Spec;
        using var model = ModelFile.Load(modelPath, engine.Registry(parse, spec, ComputeCost.Scoring(spec)));
        using var rejects = flows.OpenRejects(parse);
        var scorer = new AnomalyScorer(model, rule);
        var tally = new ScanTally(top);
        using (var file = output is null ? null : output == "-" ? Console.OpenStandardOutput() : File.Create(output))
        using (var lines = file is null ? null : new ResultJsonLines(file))
        {
            ProgressBar.Run("scanning", _ =>
            {
                foreach (var result in scorer.Score(flows.Conversations(parse, ConversationOptions.Of(model.Spec), rejects, cancellation), cancellation))
                {
                    tally.Add(result);
                    lines?.Write(result);
                }

                return tally;
            });
        }

        if (output != "-") ResultTable.Write(tally);
        return tally.Anomalies > 0 ? ExitCode.Anomalies : ExitCode.Clean;
    }
}
