using System.CommandLine;
using System.Globalization;
using NetAnomaly.Cli.Output;
using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Sampling;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Cli.Commands;

/// <summary><c>netanomaly demo</c>: sample traffic with attacks on its last day; learns the days before, scans that one.</summary>
internal static class DemoCommand
{
    private const int Days = 4;
    private const int Top = 20;

    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Seed of the sample traffic and of the models.", DefaultValueFactory = _ => 42 };
        var command = new Command("demo", "Learns three days of sample traffic, scans the fourth, which holds attacks, and names them.") { seed };
        command.SetAction((parse, cancellation) => Task.FromResult(CommandErrors.Guard(() => Run(parse.GetValue(seed), cancellation))));
        return command;
    }

    private static int Run(int seed, CancellationToken cancellation)
    {
        var traffic = new SampleTrafficOptions { Days = Days, Seed = seed, Attacks = Enum.GetValues<SampleAttack>() };
        var lastDay = traffic.Start.AddDays(Days - 1);
        var specs = new[]
        {
            new ModelSpec { Name = "words", Architecture = ModelArchitecture.TokenFrequency, Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State], Seed = seed },
            new ModelSpec { Name = "clstm", Architecture = ModelArchitecture.Clstm, Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort], Seed = seed },
        };
        var found = specs.Select(spec => Scan(spec, traffic, lastDay, cancellation)).ToArray();
        return found.All(any => any) ? ExitCode.Clean : ExitCode.Failure;
    }

    private static bool Scan(ModelSpec spec, SampleTrafficOptions traffic, DateTime lastDay, CancellationToken cancellation)
    {
        var sequences = ConversationBuilder.Build(new SampleTraffic(traffic).Generate(), ConversationOptions.Of(spec)).ToArray();
        var past = sequences.Where(sequence => sequence.WindowStart < lastDay).ToArray();
        var corpus = new TrainingCorpusBuilder(spec.Schemes, []);
        foreach (var sequence in past) corpus.Add(sequence);
        using var untrained = ModelTrainer.New(spec);
        using var model = ProgressBar.Run($"training {spec.Name}", bar =>
            new ModelTrainer(Engines.Catalog).Train(untrained, corpus.Build(), new TrainingOptions(), bar, cancellation));

        var scorer = new AnomalyScorer(model, AnomalyThreshold.Default);
        var tally = new ScanTally(Top);
        foreach (var result in scorer.Score(sequences.Skip(past.Length), cancellation)) tally.Add(result);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{spec.Architecture} on {string.Join(" x ", spec.Schemes)}, trained on {past.Length:N0} conversations; the {Top} strangest of {lastDay:yyyy-MM-dd}:"));
        ResultTable.Write(tally);
        var named = tally.Strangest.SelectMany(result => result.Labels).Where(label => Enum.TryParse<SampleAttack>(label, out _)).Distinct().ToArray();
        Console.WriteLine($"Injected: {string.Join(", ", traffic.Attacks)}. Among these {Top}: {(named.Length == 0 ? "none" : string.Join(", ", named))}.");
        Console.WriteLine();
        return named.Length > 0;
    }
}
