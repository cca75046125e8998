using System.CommandLine;
using System.Globalization;
using NetAnomaly.Cli.Output;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Models;

namespace NetAnomaly.Cli.Commands;

/// <summary>
/// <c>netanomaly demo</c>: sample traffic with attacks on its last day; learns the days before, scans that one.
/// </summary>
internal static class DemoCommand
{
    private const int Days = 4;
    private const int Top = 10;
    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);

    public static Command Create()
    {
        var seed = new Option<int>("--seed")
        {
            Description = "Seed of the sample traffic and of the models.", DefaultValueFactory = _ => 42,
        };
        var command = new Command(
            "demo",
            "Learns three days of sample traffic, scans the fourth, which holds attacks, and names them.") { seed };
        command.SetAction(
            (parse, cancellation) =>
                Task.FromResult(CommandErrors.Guard(() => Run(parse.GetValue(seed), cancellation))));
        return command;
    }

    private static int Run(int seed, CancellationToken cancellation)
    {
        var options = new SampleTrafficOptions { Days = Days, Seed = seed, Attacks = Enum.GetValues<SampleAttack>() };
        var lastDay = options.Start.AddDays(Days - 1);
        var sequences = ConversationBuilder.Build(new SampleTraffic(options).Generate(), new ConversationOptions())
            .ToArray();
        var past = sequences.Where(sequence => sequence.WindowStart < lastDay).ToArray();
        var today = sequences[past.Length..];
        Terminal.Output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"A sample office: {past.Length:N0} conversations on {Days - 1} quiet days, {today.Length:N0} on "
                    + $"{lastDay:yyyy-MM-dd}, when {string.Join(", ", options.Attacks)} were injected."));
        Terminal.Output.WriteLine();

        var ranks = new Dictionary<ModelArchitecture, AnomalyResult[]>();
        foreach (var architecture in new[] { ModelPresets.Recommended, ModelArchitecture.Clstm })
        {
            var spec = ModelPresets.Default(architecture).Spec with { Seed = seed };
            ranks[architecture] = Scan(spec, past, today, cancellation);
            Terminal.Output.WriteLine($"{architecture}: the {Top} strangest conversations of the day");
            ResultTable.Write(ranks[architecture].Take(Top));
        }

        return Summarize(options.Attacks, ranks);
    }

    private static AnomalyResult[] Scan(
        ModelSpec spec, Conversation[] past, Conversation[] today, CancellationToken cancellation)
    {
        var corpus = new ConversationTableBuilder(spec.Schemes, []);
        foreach (var sequence in past) corpus.Add(sequence);
        using var untrained = ModelTrainer.New(spec);
        using var model = ProgressBar.Run("training", bar =>
            new ModelTrainer(Registry).Train(
                untrained, corpus.Build(), new TrainingOptions { Epochs = 3 }, bar, cancellation));
        return
        [
            .. new ThresholdScan(model, AnomalyThreshold.Default).Score(today, cancellation)
            .OrderByDescending(result => result.Score),
        ];
    }

    // Every attack should stand among the strangest of one detector or the other.
    private static int Summarize(
        IReadOnlyList<SampleAttack> attacks, Dictionary<ModelArchitecture, AnomalyResult[]> ranks)
    {
        Terminal.Output.WriteLine("Best rank of each injected attack among the conversations of the day:");
        var named = 0;
        foreach (var attack in attacks)
        {
            var best = ranks.ToDictionary(
                pair => pair.Key, pair =>
                    1 + Array.FindIndex(pair.Value, result => result.Labels.Contains(attack.ToString())));
            if (best.Values.Any(rank => rank is >= 1 and <= Top)) named++;
            var places = best.Select(
                pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value,5:N0}"));
            Terminal.Output.WriteLine($"  {attack,-14} {string.Join("   ", places)}");
        }

        Terminal.Output.WriteLine($"{named} of {attacks.Count} attacks stand among the {Top} strangest of a detector.");
        return named > 0 ? ExitCode.Clean : ExitCode.Failure;
    }
}
