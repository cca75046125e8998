extern alias Torch;

using Torch::NetAnomaly.Models.LanguageModels;
using Torch::NetAnomaly.Models.Networks;
using Torch::NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>Networks on a device that is not the host's: no tensor of theirs may lie on the host. Stands in for a GPU where there is none.</summary>
public sealed class ForeignDeviceTests
{
    private static readonly ModelSpec Spec = new()
    {
        Architecture = ModelArchitecture.Clstm, Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort], EmbeddingSize = 16, HiddenSize = 16, AttentionLayers = 1, Heads = 2, FeedForwardSize = 32, ContextLength = 8, Dropout = 0.1, Seed = 3,
    };

    private static readonly int[] Sizes = [12, 9];

    public static TheoryData<ModelArchitecture, ModelPreset> All => [..
        from architecture in new[] { ModelArchitecture.Clstm, ModelArchitecture.Transformer, ModelArchitecture.BiLstm }
        from preset in Enum.GetValues<ModelPreset>()
        select (architecture, preset)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_step_of_training_makes_no_tensor_on_the_host(ModelArchitecture architecture, ModelPreset preset)
    {
        using var scope = NewDisposeScope();
        var device = new MetaDevice();
        using var network = WordNetworks.Create(Spec with { Architecture = architecture, Preset = preset }, Sizes);
        network.MoveTo(device);
        network.train();
        var (surprisals, right) = WordNetworkLoss.Judge(network, Batch(network.Shape(Sizes.Length)));
        surprisals.Select(factor => factor.sum()).Aggregate((sum, factor) => sum + factor).backward();
        using var optimizer = new MomentOptimizer([.. network.named_parameters().Select(named => (named.name, named.parameter))], TrainingOptimizer.AdamW, 0.01, device: device);
        optimizer.Step(0.01);

        Assert.NotEmpty(right);
        Assert.True(device.Reads > 0, "nothing was read from the device");
        Assert.Empty(device.Strangers);
        Assert.All(optimizer.State(), moment => Assert.Equal(DeviceType.META, moment.Value.device.type));
        Assert.All(network.named_parameters(), named => Assert.Equal(DeviceType.META, named.parameter.device.type));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_classifier_makes_no_tensor_on_the_host(ModelArchitecture architecture, ModelPreset preset)
    {
        using var scope = NewDisposeScope();
        var device = new MetaDevice();
        using var network = WordNetworks.CreateClassifier(Spec with { Architecture = architecture, Preset = preset, Learning = LearningMode.Supervised }, Sizes, 3);
        network.MoveTo(device);
        network.eval();
        var logits = network.Read(Batch(network.ReadingShape(Sizes.Length)))[0];

        Assert.Equal(3, logits.shape[^1]);
        Assert.Equal(DeviceType.META, logits.device.type);
    }

    private static WordBatch Batch(PieceShape shape)
    {
        var chance = new Random(1);
        var conversations = Enumerable.Range(3, 4).Select(words => Enumerable.Range(0, words * Sizes.Length).Select(at => chance.Next(2, Sizes[at % Sizes.Length])).ToArray());
        return WordBatch.Of([.. conversations.SelectMany(ids => Pieces.Cut(ids, shape))], shape);
    }
}
