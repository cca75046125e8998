namespace NetAnomaly.Tensors.Tests.Fixtures;

/// <summary>Steps of optimizers and rates of schedules against those of PyTorch.</summary>
public class OptimizerAgreementTests
{
    private static readonly Dictionary<string, Func<IEnumerable<Modules.Parameter>, Optimizer>> Optimizers = new()
    {
        ["adam"] = p => Adam(p, lr: 0.01, beta1: 0.8, beta2: 0.99, weight_decay: 0.1),
        ["adamw"] = p => AdamW(p, lr: 0.01, weight_decay: 0.1),
        ["nadam"] = p => NAdam(p, lr: 0.01, weight_decay: 0.1),
        ["sgd"] = p => SGD(p, 0.01),
        ["sgd_momentum"] = p => SGD(p, 0.01, momentum: 0.9, dampening: 0.1, weight_decay: 0.1),
        ["sgd_nesterov"] = p => SGD(p, 0.01, momentum: 0.9, nesterov: true),
    };

    private static readonly Dictionary<string, Func<Optimizer, lr_scheduler.LRScheduler>> Schedules = new()
    {
        ["step"] = o => lr_scheduler.StepLR(o, 3, 0.5),
        ["multi_step"] = o => lr_scheduler.MultiStepLR(o, [2, 5], 0.1),
        ["exponential"] = o => lr_scheduler.ExponentialLR(o, 0.9),
        ["linear"] = o => lr_scheduler.LinearLR(o, 0.25, 1, 4),
        ["constant"] = o => lr_scheduler.ConstantLR(o, 0.5, 3),
        ["cosine"] = o => lr_scheduler.CosineAnnealingLR(o, 10, 0.001),
        ["lambda"] = o => lr_scheduler.LambdaLR(o, e => 1.0 / (1 + e)),
    };

    public static TheoryData<string> OptimizerNames => [.. Optimizers.Keys];

    public static TheoryData<string> ScheduleNames => [.. Schedules.Keys];

    [Theory]
    [MemberData(nameof(OptimizerNames))]
    public void An_optimizer_takes_the_same_steps(string name)
    {
        using var parameter = nn.Parameter(PyTorchFixture.Value("optimizers/start").clone());
        using var optimizer = Optimizers[name]([parameter]);
        var expected = PyTorchFixture.Value($"optimizers/{name}").unbind();
        var slopes = PyTorchFixture.Value("optimizers/slopes").unbind();
        for (var i = 0; i < slopes.Length; i++)
        {
            optimizer.zero_grad();
            ((parameter * slopes[i]) + (0.1 * parameter.square())).sum().backward();
            optimizer.step();
            PyTorchFixture.Near($"step {i}", expected[i], parameter);
        }
    }

    [Theory]
    [MemberData(nameof(ScheduleNames))]
    public void A_schedule_sets_the_same_rates(string name)
    {
        using var parameter = nn.Parameter(zeros(1));
        using var optimizer = SGD([parameter], 0.1);
        var schedule = Schedules[name](optimizer);
        foreach (var expected in PyTorchFixture.Value($"schedules/{name}").data<float>())
        {
            Assert.Equal(expected, schedule.get_last_lr().Single(), 1e-7);
            schedule.step();
        }
    }
}
