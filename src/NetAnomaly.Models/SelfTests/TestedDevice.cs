using NetAnomaly.Models.Devices;
namespace NetAnomaly.Models.SelfTests;

/// <summary>A device under test: brings numbers to it and compares what it answers.</summary>
/// <param name="device">Where the engine computes.</param>
/// <param name="precision">The numbers that it computes with.</param>
/// <param name="answer">What every output passes through before it is compared and taken back; tests make an engine
/// wrong here.</param>
internal sealed class TestedDevice(
    IDevice device, EnginePrecision precision, Func<string, Tensor, Tensor> answer)
{
    private const double SingleTolerance = 1e-4;

    // Eight times the distance between two numbers of bfloat16: where a processor has no instructions for it, the
    // gradients of an LSTM of two layers are off by more than five times that distance with nothing wrong.
    private const double BFloat16Tolerance = 3e-2;

    /// <summary>Where the engine computes.</summary>
    public IDevice Device => device;

    /// <summary>
    /// Whether the engine may add up thousands of numbers: bfloat16 keeps eight bits of such a sum, right as it may be.
    /// </summary>
    public bool AddsUpMany => precision == EnginePrecision.Single;

    /// <summary>What was computed, as the engine answers it.</summary>
    public Tensor Answer(string name, Tensor output) => answer(name, output);

    /// <summary>Numbers on the device, row by row.</summary>
    public Tensor Put(double[] numbers, params long[] shape) => Put([numbers], 1, 1, shape);

    /// <summary>A batch on the device, of parts that come one after the other, and again from the first.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="count">How many parts there are with repetitions.</param>
    /// <param name="room">How many the batch has room for; the rest of it is zero.</param>
    /// <param name="shape">The batch's dimensions.</param>
    public Tensor Put(double[][] parts, int count, int room, params long[] shape)
    {
        var singles = parts.Select(Singles).ToArray();
        var batch = new float[room * parts[0].Length];
        for (var at = 0; at < count; at++) singles[at % parts.Length].CopyTo(batch, at * parts[0].Length);
        return device.ToDevice(tensor(batch, shape));
    }

    /// <summary>Ids on the device.</summary>
    public Tensor Put(long[] ids, params long[] shape) => device.ToDevice(tensor(ids, shape));

    /// <summary>Compares an answer.</summary>
    public SelfTestCase Compare(string name, double[] expected, Tensor? actual) => Compare(name, [expected], 1, actual);

    /// <summary>Compares an answer that repeats a few parts; see <see cref="Comparison.Error"/>.</summary>
    public SelfTestCase Compare(string name, double[][] expected, int count, Tensor? actual)
    {
        var error = actual is null
            ? double.NaN
            : Comparison.Error(expected, count, device.ToFloats(actual.detach().contiguous()));
        return new SelfTestCase(name, error, precision == EnginePrecision.Single ? SingleTolerance : BFloat16Tolerance);
    }

    /// <summary>Sets a weight that lies on the host still.</summary>
    public static void Set(Tensor weight, double[] values)
    {
        using var quiet = no_grad();
        using var made = tensor(Singles(values), weight.shape);
        weight.copy_(made);
    }

    private static float[] Singles(double[] numbers) => Array.ConvertAll(numbers, number => (float)number);
}
