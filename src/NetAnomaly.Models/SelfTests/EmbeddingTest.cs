using NetAnomaly.Models.SelfTests.Reference;

namespace NetAnomaly.Models.SelfTests;

/// <summary>Vectors of ids, and the gradient of their table.</summary>
internal static class EmbeddingTest
{
    private const string Name = "embedding";
    private const int Ids = 500;
    private const int Padding = 0;

    /// <summary>A layer of the size that is tested.</summary>
    public static Modules.Embedding Layer() => nn.Embedding(Ids, EngineSelfTest.Width, padding_idx: Padding);

    /// <summary>Tests.</summary>
    /// <param name="layer">The engine's layer.</param>
    /// <param name="on">The device.</param>
    /// <param name="draws">Where weights, ids and gradients come from.</param>
    public static IEnumerable<SelfTestCase> Run(Modules.Embedding layer, TestedDevice on, Draws draws)
    {
        const int Words = LayerTest.Batch * LayerTest.Steps;
        var reference = new ReferenceEmbedding(Ids, EngineSelfTest.Width, Padding);
        draws.Numbers(reference.Table.Values.Length, 1).CopyTo(reference.Table.Values, 0);
        var ids = draws.Integers(Words, Ids);
        var toOutput = draws.Numbers(Words * EngineSelfTest.Width, 1);
        reference.Backward(ids, toOutput);
        TestedDevice.Set(layer.weight!, reference.Table.Values);
        on.Device.MoveModule(layer);

        using var step = on.Device.NewStep();
        var chosen = on.Put(ids, LayerTest.Batch, LayerTest.Steps);
        var output = on.Answer(Name, layer.forward(chosen));
        (output * on.Put(toOutput, LayerTest.Batch, LayerTest.Steps, EngineSelfTest.Width)).sum().backward();
        using var quiet = no_grad();
        var vectors = reference.Forward(ids);
        return
        [
            on.Compare($"{Name}: output", vectors, output),
            on.Compare($"{Name}: gradient of weight", reference.Table.Gradient, layer.weight!.grad),
            on.Compare($"{Name}: output without gradients", vectors, on.Answer(Name, layer.forward(chosen))),
        ];
    }
}
