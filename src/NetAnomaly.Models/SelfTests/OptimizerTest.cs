using NetAnomaly.Models.Devices;
using NetAnomaly.Models.SelfTests.Reference;

namespace NetAnomaly.Models.SelfTests;

/// <summary>Two steps of AdamW. The only place here that knows the optimiser.</summary>
internal static class OptimizerTest
{
    private const string Name = "AdamW";
    private const int Steps = 2;

    // As large as the weights, so that the digits that bfloat16 lacks do not hide the steps.
    private const double Rate = 0.25;
    private const double Decay = 0.01;

    /// <summary>A layer whose weights are changed.</summary>
    public static Modules.Linear Layer() => nn.Linear(EngineSelfTest.Width, EngineSelfTest.Width);

    /// <summary>Tests.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="on">The device.</param>
    /// <param name="draws">Where weights and gradients come from.</param>
    public static IEnumerable<SelfTestCase> Run(Modules.Linear layer, TestedDevice on, Draws draws)
    {
        var start = draws.Numbers(EngineSelfTest.Width * EngineSelfTest.Width, 1);
        TestedDevice.Set(layer.weight!, start);
        on.Device.MoveModule(layer);
        var reference = new ReferenceAdamW(start, Rate, Decay);
        using var optimizer = on.Device.CreateOptimizer(
            [(Name, layer.weight!)], new OptimizerOptions(TrainingOptimizer.AdamW, Decay));
        for (var turn = 0; turn < Steps; turn++)
        {
            using var step = on.Device.NewStep();
            var gradient = draws.Numbers(start.Length, 1);
            layer.zero_grad();
            (layer.weight! * on.Put(gradient, EngineSelfTest.Width, EngineSelfTest.Width)).sum().backward();
            optimizer.Step(Rate);
            reference.Step(gradient);
        }

        using var read = on.Device.NewStep();
        using var quiet = no_grad();
        return [on.Compare($"{Name}: weights after {Steps} steps", reference.Weights, on.Answer(Name, layer.weight!))];
    }
}
