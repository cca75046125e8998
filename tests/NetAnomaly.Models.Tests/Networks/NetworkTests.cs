using NetAnomaly.Core.Detectors;
using NetAnomaly.Models.Networks;
using Xunit;

namespace NetAnomaly.Models.Tests.Networks;

/// <summary>What holds for every network.</summary>
public sealed class NetworkTests
{
    public static TheoryData<ModelArchitecture, ModelPreset> All => [.. 
        from architecture in new[] { ModelArchitecture.Clstm, ModelArchitecture.Transformer, ModelArchitecture.BiLstm }
        from preset in Enum.GetValues<ModelPreset>()
        select (architecture, preset)];

    [Theory]
    [MemberData(nameof(All))]
    public void Gives_logits_for_every_word_and_factor(ModelArchitecture architecture, ModelPreset preset)
    {
        using var network = Network(architecture, preset, 5, 9);

        var logits = Predict(network, [[2, 3, 4], [3, 2, 1]], factors: 2);

        Assert.Equal([5, 9], logits.Select(factor => factor[0][0].Length));
        Assert.Equal([3, 3], logits[0].Select(row => row.Length));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_word_reaches_its_own_prediction(ModelArchitecture architecture, ModelPreset preset)
    {
        using var network = Network(architecture, preset, 7);
        int[] words = [2, 3, 4, 5, 6, 2, 3];
        for (var changed = 0; changed < words.Length; changed++)
        {
            int[] other = [.. words];
            other[changed] = words[changed] == 6 ? 1 : words[changed] + 1;

            var (before, after) = (Predict(network, [words], 1)[0][0], Predict(network, [other], 1)[0][0]);

            Assert.Equal(before[changed], after[changed]);
            if (changed + 1 < words.Length) Assert.NotEqual(before[changed + 1], after[changed + 1]);
        }
    }

    [Theory]
    [InlineData(ModelArchitecture.Clstm, ModelPreset.Default)]
    [InlineData(ModelArchitecture.Transformer, ModelPreset.Default)]
    [InlineData(ModelArchitecture.Clstm, ModelPreset.Published)]
    [InlineData(ModelArchitecture.Transformer, ModelPreset.Published)]
    [InlineData(ModelArchitecture.BiLstm, ModelPreset.Published)]
    public void What_comes_later_changes_no_prediction_of_a_network_that_reads_forwards(
        ModelArchitecture architecture, ModelPreset preset)
    {
        using var network = Network(architecture, preset, 7);

        var (before, after) = (
            Predict(network, [[2, 3, 4, 5, 6]], 1)[0][0], Predict(network, [[2, 3, 4, 6, 2]], 1)[0][0]);

        Assert.Equal(before[..4], after[..4]);
        Assert.NotEqual(before[4], after[4]);
    }

    [Fact]
    public void A_two_way_network_sees_both_sides()
    {
        using var network = Network(ModelArchitecture.BiLstm, ModelPreset.Default, 7);

        var (before, after) = (
            Predict(network, [[2, 3, 4, 5, 6]], 1)[0][0], Predict(network, [[2, 3, 4, 5, 2]], 1)[0][0]);

        Assert.All(Enumerable.Range(0, 4), position => Assert.NotEqual(before[position], after[position]));
        Assert.Equal(before[4], after[4]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Padding_behind_a_conversation_changes_nothing(ModelArchitecture architecture, ModelPreset preset)
    {
        using var network = Network(architecture, preset, 7);

        var alone = Predict(network, [[2, 3, 4]], 1)[0][0];
        var among = Predict(network, [[2, 3, 4], [5, 5, 5, 5, 5, 5]], 1)[0][0];

        for (var position = 0; position < 3; position++)
            Assert.Equal(alone[position], among[position], (x, y) => Math.Abs(x - y) < 1e-5f);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_read_back_from_the_device_on_the_way_through_a_network(
        ModelArchitecture architecture, ModelPreset preset)
    {
        using var network = Network(architecture, preset, 7);
        var device = new WatchedDevice();
        network.MoveTo(device);

        Predict(network, [[2, 3, 4], [5, 5, 5, 5, 5, 5]], 1);

        Assert.NotEmpty(device.Rows);
        Assert.Equal(0, device.Reads);
    }

    [Fact]
    public void A_published_network_forgets_what_lies_before_its_window()
    {
        using var network = Network(ModelArchitecture.Clstm, ModelPreset.Published, 7);
        int[] words = [2, .. Enumerable.Repeat(3, 12)];

        var (one, other) = (Predict(network, [words], 1)[0][0], Predict(network, [[6, .. words[1..]]], 1)[0][0]);

        Assert.NotEqual(one[10], other[10]);
        Assert.Equal(one[11], other[11]);
    }

    [Fact]
    public void The_published_two_way_network_does_not_see_the_padding_of_its_window()
    {
        using var wide = Network(ModelArchitecture.BiLstm, ModelPreset.Published, 7);
        using var narrow = Network(
            ModelPresets.Published(ModelArchitecture.BiLstm).Spec.With(new { ContextLength = 4 }), 7);
        int[][] conversations = [[2, 3, 4, 5, 6], [6, 2], [3]];

        var (padded, unpadded) = (Predict(wide, conversations, 1)[0], Predict(narrow, conversations, 1)[0]);

        for (var conversation = 0; conversation < conversations.Length; conversation++)
        {
            Assert.All(
                padded[conversation].Zip(unpadded[conversation]), word =>
                    Assert.Equal(word.First, word.Second, (x, y) => Math.Abs(x - y) < 1e-6f));
        }
    }

    [Fact]
    public void The_backward_half_of_the_published_two_way_network_reads_the_window_to_its_first_word()
    {
        using var network = Network(
            ModelPresets.Published(ModelArchitecture.BiLstm).Spec.With(new { RecurrentLayers = 1 }), 7);
        using (no_grad())
        {
            foreach (
                var (_, parameter) in network.named_parameters()
                    .Where(
                        named => named.name.StartsWith("lstms.", StringComparison.Ordinal)
                            && named.name.EndsWith("l0", StringComparison.Ordinal))) parameter.fill_(0);
        }

        Assert.NotEqual(Predict(network, [[2, 3, 4, 5]], 1)[0][0][3], Predict(network, [[6, 3, 4, 5]], 1)[0][0][3]);
    }

    [Theory]
    [InlineData(ModelArchitecture.Clstm, (53 * 100) + (2 * 30_100) + (2 * 60_800) + (100 * 50) + 50 + (50 * 53) + 53)]
    [InlineData(ModelArchitecture.Transformer, (53 * 128) + (10 * 128)
        + (4 * (256 + (3 * 128 * 128) + 384 + (128 * 128) + 128 + 256 + (2 * 128 * 512) + 512 + 128)) + 256 + (128 * 53)
        + 53)]
    [InlineData(ModelArchitecture.BiLstm, (53 * 100) + (2 * 60_800) + (100 * 50) + 50 + (50 * 53) + 53)]
    public void Published_networks_have_the_published_number_of_weights(ModelArchitecture architecture, int weights)
    {
        using var network = WordNetworks.Create(ModelPresets.Published(architecture).Spec, [53]);

        Assert.Equal(weights, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [InlineData(ModelArchitecture.Clstm, (53 * 64) + (2 * ((64 * 64 * 5) + 64)) + (4 * 64 * (64 + 64)) + (2 * 4 * 64)
        + (64 * 32) + 32 + (32 * 2) + 2)]
    [InlineData(ModelArchitecture.Transformer, (53 * 60) + (3 * ((60 * 60 * 7) + 60 + 120))
        + (4 * ((3 * 60 * 60) + 180 + (60 * 60) + 60 + (2 * 60 * 2048) + 2048 + 60 + 240)) + (60 * 60) + 60 + (60 * 2)
        + 2)]
    [InlineData(ModelArchitecture.BiLstm, (53 * 100) + (2 * 60_800) + (100 * 50) + 50 + (50 * 2) + 2)]
    public void Published_classifiers_have_the_published_number_of_weights(ModelArchitecture architecture, int weights)
    {
        using var network = WordNetworks.CreateClassifier(
            ModelPresets.Published(architecture, LearningMode.Supervised).Spec, [53], classes: 2);

        Assert.Equal(weights, network.parameters().Sum(parameter => parameter.numel()));
    }

    private static WordNetwork Network(ModelArchitecture architecture, ModelPreset preset, params int[] sizes) =>
        Network(ModelPresets.Of(preset, architecture).Spec, sizes);

    private static WordNetwork Network(ModelSpec spec, params int[] sizes)
    {
        spec = (spec with { Seed = 7 }).With(
            new { EmbeddingSize = 8, HiddenSize = 6, AttentionLayers = 2, Heads = 2, FeedForwardSize = 8,
                DenseSize = 5 });
        var network = WordNetworks.Create(spec, sizes);
        network.eval();
        return network;
    }

    // Logits as [factor][conversation][position].
    private static float[][][][] Predict(WordNetwork network, int[][] conversations, int factors)
    {
        var shape = network.Shape(factors);
        var cut = conversations.Select(
            words =>
                Chunks.Cut([.. words.SelectMany(word => Enumerable.Repeat(word, factors))], shape).ToArray()).ToArray();
        var batch = WordBatch.Of([.. cut.SelectMany(pieces => pieces)], shape);
        return [.. network.Predict(batch).Select(logits =>
        {
            var rows = logits.reshape(-1, logits.shape[2]).data<float>().ToArray().Chunk((int)logits.shape[2])
                .ToArray();
            var firsts = cut.Select(
                (_, conversation) => cut[..conversation].Sum(pieces => pieces.Length) * batch.Length).ToArray();
            return conversations.Select(
                (words, conversation) => rows[firsts[conversation]..(firsts[conversation] + words.Length)]).ToArray();
        })];
    }
}
