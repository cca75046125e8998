using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;

namespace NetAnomaly.Benchmarks.Detection;

/// <summary>A row of the table: a model and how it is trained.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Setup">The model and its training.</param>
/// <param name="IsSeeded">Whether chance plays a part, so that several seeds tell something.</param>
internal sealed record DetectionCandidate(string Name, ModelSetup Setup, bool IsSeeded = true)
{
    private static readonly TokenScheme[] Size = [TokenScheme.ProtoByte];
    private static readonly TokenScheme[] SizeAndService = [TokenScheme.ProtoByte, TokenScheme.ServicePort];
    private static readonly TokenScheme[] Three = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State];

    /// <summary>
    /// Every architecture and every baseline. Nothing is tuned to the capture but what the name says.
    /// </summary>
    /// <param name="epochs">Epochs of networks; <see langword="null"/>: as their presets have it.</param>
    public static IEnumerable<DetectionCandidate> All(int? epochs)
    {
        foreach (var schemes in new[] { Size, SizeAndService, Three })
        {
            yield return Counting("TokenFrequency", schemes, TokenCounting.Flow);
            yield return Counting("TokenFrequency by host", schemes, TokenCounting.SourceHost);
            yield return Counting("TokenFrequency by host and window", schemes, TokenCounting.SourceWindow);
            yield return Of("Clstm", ModelArchitecture.Clstm, schemes);
            yield return ByHost("Clstm by host, rarity floor", ModelArchitecture.Clstm, schemes);
        }

        yield return Of(
            "Clstm untrained", ModelArchitecture.Clstm, SizeAndService, setup =>
                setup with { Options = setup.Options with { Epochs = 0 } });
        yield return Of(
            "Clstm from word vectors", ModelArchitecture.Clstm, SizeAndService, setup =>
                setup with { Spec = setup.Spec.WithOptions<ClstmOptions>(own => own with { WordVectors = true }) });
        foreach (var schemes in new[] { Size, SizeAndService })
        {
            yield return Of("Transformer", ModelArchitecture.Transformer, schemes);
            yield return ByHost("Transformer by host, rarity floor", ModelArchitecture.Transformer, schemes);
            yield return Of("BiLstm", ModelArchitecture.BiLstm, schemes);
            yield return ByHost("BiLstm by host, rarity floor", ModelArchitecture.BiLstm, schemes);
        }

        foreach (
            var architecture in new[]
            {
                ModelArchitecture.Clstm, ModelArchitecture.Transformer, ModelArchitecture.BiLstm,
            })
        {
            var published = ModelPresets.Published(architecture);
            yield return new DetectionCandidate(
                $"{architecture} published",
                published with { Options = published.Options with { Epochs = epochs ?? published.Options.Epochs } });
        }

        yield return Features(ModelArchitecture.NearestNeighbor);
        yield return Features(ModelArchitecture.IsolationForest);
        yield return Features(ModelArchitecture.Metric);
        foreach (var encoder in new[] { MetricSequenceEncoder.Lstm, MetricSequenceEncoder.Transformer })
            yield return Sequences(encoder);
        yield return new DetectionCandidate(
            "Ensemble", ModelPresets.Default(ModelArchitecture.Ensemble), IsSeeded: false);

        DetectionCandidate Of(
            string name, ModelArchitecture architecture, TokenScheme[] schemes,
            Func<ModelSetup, ModelSetup>? change = null)
        {
            var setup = ModelPresets.Default(architecture);
            setup = new ModelSetup(
                setup.Spec with { Schemes = schemes }, setup.Options with { Epochs = epochs ?? setup.Options.Epochs });
            return new DetectionCandidate(name, change?.Invoke(setup) ?? setup);
        }

        DetectionCandidate ByHost(string name, ModelArchitecture architecture, TokenScheme[] schemes) =>
            Of(name, architecture, schemes, setup => setup with
            {
                Spec = setup.Spec.WithOptions<WordNetworkOptions>(own => own with
                {
                    CountBy = TokenCounting.SourceHost, RarityFloor = true,
                }),
            });
    }

    private static DetectionCandidate Counting(string name, TokenScheme[] schemes, TokenCounting countBy) => new(
        name,
        new ModelSetup(
            new ModelSpec
            {
                Architecture = ModelArchitecture.TokenFrequency,
                Schemes = schemes,
                Options = new FrequencyOptions { CountBy = countBy },
            },
            new TrainingOptions()),
        IsSeeded: false);

    private static DetectionCandidate Features(ModelArchitecture architecture) =>
        new($"{architecture}", ModelPresets.Default(architecture));

    private static DetectionCandidate Sequences(MetricSequenceEncoder encoder)
    {
        var setup = ModelPresets.Default(ModelArchitecture.Metric);
        var spec = setup.Spec.WithOptions<MetricOptions>(own => own with { SequenceEncoder = encoder });
        return new DetectionCandidate($"Metric, sequence encoder {encoder}", setup with { Spec = spec });
    }
}
