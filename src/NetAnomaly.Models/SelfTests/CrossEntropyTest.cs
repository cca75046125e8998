using NetAnomaly.Models.SelfTests.Reference;

namespace NetAnomaly.Models.SelfTests;

/// <summary>
/// The loss of the networks: cross entropy of a softmax, in single precision whatever the logits have.
/// </summary>
internal static class CrossEntropyTest
{
    private const string Name = "cross entropy";
    private const int Classes = 128;
    private const int Ignored = 0;
    private const double Range = 4;

    /// <summary>Tests.</summary>
    /// <param name="on">The device.</param>
    /// <param name="draws">Where logits, classes and gradients come from.</param>
    public static IEnumerable<SelfTestCase> Run(TestedDevice on, Draws draws)
    {
        const int Words = LayerTest.Batch * LayerTest.Steps;
        var (logits, truth) = (draws.Numbers(Words * Classes, Range), draws.Integers(Words, Classes));
        var given = draws.Numbers(Words, 1);
        var (losses, gradient) = new ReferenceCrossEntropy(Classes, Ignored).Of(logits, truth, given);

        using var step = on.Device.NewStep();
        var input = on.Put(logits, Words, Classes).requires_grad_();
        var classes = on.Put(truth, Words);
        var output = on.Answer(Name, Loss(on, input, classes));
        (output * on.Device.ToFloat32(on.Put(given, Words))).sum().backward();
        using var quiet = no_grad();
        return
        [
            on.Compare($"{Name}: output", losses, output),
            on.Compare($"{Name}: gradient of the logits", gradient, input.grad),
            on.Compare($"{Name}: output without gradients", losses, on.Answer(Name, Loss(on, input, classes))),
        ];
    }

    private static Tensor Loss(TestedDevice on, Tensor logits, Tensor classes) => nn.functional.cross_entropy(
        on.Device.ToFloat32(logits), classes, ignore_index: Ignored, reduction: nn.Reduction.None);
}
