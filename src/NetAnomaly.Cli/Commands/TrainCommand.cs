using System.CommandLine;
using NetAnomaly.Cli.Output;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Cli.Commands;

/// <summary><c>netanomaly train</c>: exports in, a model file out.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var flows = new FlowArguments();
        var model = new Option<string>("--model", "-m") { Description = "The model file to write (.nam).", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace a model file that is there." };
        var architecture = new Option<ModelArchitecture>("--architecture", "-a") { Description = "The detector.", DefaultValueFactory = _ => ModelArchitecture.TokenFrequency };
        var schemes = new Option<TokenScheme[]>("--scheme", "-s") { Description = "Token schemes; several make factored words.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [TokenScheme.ProtoByte] };
        var countBy = new Option<WordCounting>("--count-by") { Description = "What a frequency model counts.", DefaultValueFactory = _ => WordCounting.Flow };
        var exclude = new Option<string[]>("--exclude-label") { Description = "Leave out conversations with a label like this (* and ?).", DefaultValueFactory = _ => [] };
        var epochs = new Option<int>("--epochs") { Description = "Passes over the training conversations.", DefaultValueFactory = _ => new TrainingOptions().Epochs };
        var seed = new Option<int>("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 42 };
        var command = new Command("train", "Learns what is normal from exports and writes a model file.") { model, force, architecture, schemes, countBy, exclude, epochs, seed };
        flows.AddTo(command);
        command.SetAction((parse, cancellation) => Task.FromResult(CommandErrors.Guard(() =>
        {
            var path = parse.GetRequiredValue(model);
            var spec = new ModelSpec
            {
                Name = Path.GetFileNameWithoutExtension(path),
                Architecture = parse.GetValue(architecture),
                Schemes = parse.GetRequiredValue(schemes),
                CountBy = parse.GetValue(countBy),
                Seed = parse.GetValue(seed),
            };
            var options = new TrainingOptions { Epochs = parse.GetValue(epochs), ExcludeLabels = parse.GetRequiredValue(exclude) };
            return Run(parse, flows, spec, options, path, parse.GetValue(force), cancellation);
        })));
        return command;
    }

    private static int Run(
        ParseResult parse, FlowArguments flows, ModelSpec spec, TrainingOptions options, string path, bool force, CancellationToken cancellation)
    {
        using var untrained = ModelTrainer.New(spec);
        using var rejects = flows.OpenRejects(parse);
        var corpus = new TrainingCorpusBuilder(spec.Schemes, options.ExcludeLabels);
        using var trained = ProgressBar.Run("reading", bar =>
        {
            foreach (var sequence in flows.Conversations(parse, ConversationOptions.Of(spec), rejects, cancellation)) corpus.Add(sequence);
            return new ModelTrainer(Engines.Catalog).Train(untrained, corpus.Build(), options, bar, cancellation);
        });
        ModelFile.Save(trained, path, force);
        Console.WriteLine($"{path}: {spec.Architecture} of {trained.Provenance!.Conversations:N0} conversations, {trained.Provenance.Flows:N0} flows ({trained.Provenance.Excluded:N0} conversations left out by label)");
        return ExitCode.Clean;
    }
}
