using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>The detectors whose reasons and robustness are measured.</summary>
internal static class ExplainedDetectors
{
    /// <summary>
    /// Counts of words by source and window, the default ensemble, and a network where it is asked for.
    /// </summary>
    public static IEnumerable<(string Name, ModelSetup Setup)> All(int seed, int epochs)
    {
        var counts = ModelPresets.Default(ModelArchitecture.TokenFrequency);
        IReadOnlyList<TokenScheme> schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State];
        yield return (
            "TokenFrequency",
            counts with
            {
                Spec = counts.Spec with
                {
                    Schemes = schemes, Seed = seed,
                    Options = new FrequencyOptions { CountBy = TokenCounting.SourceWindow },
                },
            });
        var ensemble = ModelPresets.Default(ModelArchitecture.Ensemble);
        yield return ("Ensemble", ensemble with { Spec = ModelTrainer.New(ensemble.Spec with { Seed = seed }).Spec });
        if (epochs == 0) yield break;
        var network = ModelPresets.Default(ModelArchitecture.Clstm);
        var spec = (network.Spec with { Schemes = schemes, Seed = seed })
            .WithOptions<ClstmOptions>(own => own with { EmbeddingSize = 32, HiddenSize = 64 });
        yield return ("Clstm", new ModelSetup(spec, network.Options with { Epochs = epochs }));
    }
}
