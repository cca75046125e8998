using System.CommandLine;
using NetAnomaly.Cli.Output;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Services;
using NetAnomaly.Core.Training;
using NetAnomaly.Internal;
namespace NetAnomaly.Cli.Commands;

/// <summary><c>netanomaly train</c>: exports in, a model file out.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var flows = new FlowArguments();
        var engine = new EngineOptions();
        var model = new Option<string>("--model", "-m")
        {
            Description = "The model file to write (.nam).", Required = true,
        };
        var architecture = new Option<ModelArchitecture>("--architecture", "-a")
        {
            Description = "The detector.", DefaultValueFactory = _ => ModelPresets.Recommended,
        };
        var preset = new Option<ModelPreset>("--preset")
        {
            Description = "The shape and the training to start from.", DefaultValueFactory = _ => ModelPreset.Default,
        };
        var schemes = new Option<TokenScheme[]>("--scheme", "-s")
        {
            Description = "Token schemes; several make factored words.", AllowMultipleArgumentsPerToken = true,
        };
        var own = new ModelArguments();
        var exclude = new Option<string[]>("--exclude-label")
        {
            Description = "Leave out conversations with a label like this (* and ?).", DefaultValueFactory = _ => [],
        };
        var trim = new Option<double?>("--trim-per-day")
        {
            Description = "Pairs and hosts for each day of training whose strangest conversations are forgotten, for "
                + "traffic that may hold attacks; 0 forgets nothing.",
        };
        var excludeReviewed = new Option<bool>("--exclude-reviewed")
        {
            Description = "Leave out the pairs that the training review lists.",
        };
        var epochs = new Option<int?>("--epochs") { Description = "Passes over the training conversations." };
        var timeBudget = new Option<TimeSpan?>("--time-budget")
        {
            Description = "Stop training after this time (hh:mm:ss) and keep the best epoch so far.",
        };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "A file that keeps the state of the training while it runs.",
        };
        var interval = new Option<TimeSpan?>("--checkpoint-interval")
        {
            Description = "Time between two writings of the checkpoint (hh:mm:ss); 0 writes after every step.",
        };
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint, if it is there." };
        var seed = new Option<int?>("--seed") { Description = "Seed of everything random." };
        var command = new Command("train", "Learns what is normal from exports and writes a model file.")
        {
            model, architecture, preset, schemes, exclude, trim, excludeReviewed, epochs, timeBudget,
            checkpoint, interval, resume, seed,
        };
        own.AddTo(command);
        flows.AddTo(command);
        engine.AddTo(command);
        command.SetAction((parse, cancellation) => Task.FromResult(CommandErrors.Guard(() =>
        {
            var path = parse.GetRequiredValue(model);
            var start = ModelPresets.Of(parse.GetValue(preset), parse.GetValue(architecture));
            var common = start.Spec with
            {
                Name = Path.GetFileNameWithoutExtension(path),
                Schemes = parse.GetValue(schemes) is { Length: > 0 } named ? named : start.Spec.Schemes,
                Seed = parse.GetValue(seed) ?? start.Spec.Seed,
            };
            var spec = own.Apply(parse, common);
            var options = start.Options with
            {
                Epochs = parse.GetValue(epochs) ?? start.Options.Epochs,
                ExcludeLabels = parse.GetRequiredValue(exclude),
                TrimPerDay = parse.GetValue(trim) ?? start.Options.TrimPerDay,
                ExcludeReviewed = parse.GetValue(excludeReviewed),
                TimeBudget = parse.GetValue(timeBudget),
                CheckpointPath = parse.GetValue(checkpoint),
                CheckpointInterval = parse.GetValue(interval) ?? start.Options.CheckpointInterval,
                Resume = parse.GetValue(resume),
            };
            ModelSpecRules.Check(options);
            return Run(parse, flows, engine, spec, options, path, flows.IsForced(parse), cancellation);
        })));
        return command;
    }

    private static int Run(
        ParseResult parse, FlowArguments flows, EngineOptions engine, ModelSpec spec, TrainingOptions options,
        string path, bool force, CancellationToken cancellation)
    {
        using var untrained = ModelTrainer.New(spec);
        using var rejects = flows.OpenRejects(parse);
        var request = new TrainingRequest(untrained, options);
        var outcome = ProgressBar.Run("reading", bar =>
        {
            var gathered = TrainingService.GatherAsync(request, flows.Source(parse, rejects), null, cancellation)
                .GetAwaiter().GetResult();
            var registry = engine.Registry(
                parse, untrained.Spec, ComputeCost.Training(untrained.Spec, gathered.Flows, options.Epochs));
            return TrainingService.Train(registry, request, gathered, bar, cancellation);
        });
        using var trained = outcome.Model;
        foreach (var warning in outcome.Warnings) Terminal.Error.WriteLine($"warning: {warning}");
        ModelFile.Save(trained, path, force);
        Terminal.Output.WriteLine(
            $"{path}: {spec.Architecture} of "
                + $"{CountedText.Of(trained.Provenance!.Conversations, "conversation|conversations")}, "
                + $"{CountedText.Of(trained.Provenance.Flows, "flow|flows")} "
                + $"({CountedText.Of(trained.Provenance.Excluded, "conversation|conversations")} left out by label)");
        if (trained.TrainingReview is { IsEmpty: false } review) Terminal.Output.WriteLine(review);
        return ExitCode.Clean;
    }
}
