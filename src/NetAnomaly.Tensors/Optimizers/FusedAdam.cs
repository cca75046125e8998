using NetAnomaly.Tensors.Kernels;
using NetAnomaly.Tensors.Modules;

namespace NetAnomaly.Tensors;

/// <summary>
/// Adam, AdamW and NAdam in one pass over each parameter, its gradient and its moments, with a state that can be stored
/// and restored. Steps are counted once for all parameters, also for those that have no gradient in some step (PyTorch
/// counts them for each parameter).
/// </summary>
public sealed class FusedAdam : IDisposable
{
    private readonly Slot[] _slots;
    private readonly AdamSchedule _schedule;

    /// <summary>An optimizer before its first step; the parameters stay the caller's.</summary>
    /// <param name="parameters">The parameters by name.</param>
    /// <param name="settings">What it is set to.</param>
    /// <param name="rateShare">
    /// The part of the learning rate that a parameter has, by name; <see langword="null"/>: all have the whole.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A beta does not lie in [0, 1).</exception>
    public FusedAdam(
        IEnumerable<(string Name, Parameter Parameter)> parameters,
        AdamSettings settings,
        Func<string, double>? rateShare = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(settings);
        _schedule = new AdamSchedule(settings);
        _slots =
        [
            .. parameters.Select(named => new Slot(
                named.Name,
                named.Parameter,
                Zeros(named.Parameter),
                Zeros(named.Parameter),
                rateShare?.Invoke(named.Name) ?? 1)),
        ];
    }

    /// <summary>Steps taken.</summary>
    public long Steps => _schedule.Steps;

    /// <summary>The moments as "first.name" and "second.name"; the tensors themselves, not copies.</summary>
    public IEnumerable<(string Name, torch.Tensor Value)> State()
    {
        foreach (var slot in _slots)
        {
            yield return ($"first.{slot.Name}", slot.First);
            yield return ($"second.{slot.Name}", slot.Second);
        }
    }

    /// <summary>Counts steps as taken, whose moments have been restored through <see cref="State"/>.</summary>
    public void Restore(long steps) => _schedule.GoTo(steps);

    /// <summary>Changes every parameter that has a gradient.</summary>
    /// <param name="rate">The learning rate.</param>
    public void Step(double rate)
    {
        _schedule.Advance();
        foreach (var slot in _slots)
        {
            if (slot.Parameter.GradientSlot is not { } gradient) continue;
            slot.Parameter.MarkOverwritten();
            AdamKernel.Step(
                _schedule.Numbers(slot.RateShare * rate),
                slot.Parameter.Floats, gradient.Floats, slot.First.Floats, slot.Second.Floats);
        }
    }

    /// <summary>Disposes the moments.</summary>
    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.First.Dispose();
            slot.Second.Dispose();
        }
    }

    private static torch.Tensor Zeros(Parameter parameter)
    {
        var moments = torch.Tensor.Uninitialized(parameter.Sizes).DetachFromDisposeScope();
        moments.Floats.Clear();
        return moments;
    }

    private readonly record struct Slot(
        string Name, Parameter Parameter, torch.Tensor First, torch.Tensor Second, double RateShare);
}
