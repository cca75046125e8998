using System.Globalization;
using System.Text.RegularExpressions;

namespace NetAnomaly.Core.Engines;

/// <summary>Which engine is asked for, on what, with which numbers.</summary>
internal sealed partial record EngineRequest
{
    /// <summary>The device that leaves the choice open.</summary>
    public const string AutoDevice = "auto";

    /// <summary>The processor.</summary>
    public const string Cpu = "cpu";

    /// <summary>The prefix of a GPU's name.</summary>
    public const string CudaPrefix = "cuda:";

    private readonly string device = AutoDevice;

    /// <summary>The engine.</summary>
    public EngineName Engine { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda:0</c>; <c>cuda</c> means the first GPU. Case is ignored.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public string Device
    {
        get => device;
        init => device = Normalize(value);
    }

    /// <summary>The numbers.</summary>
    public EnginePrecision Precision { get; init; }

    /// <summary>Whether the numbers are asked for, rather than what is usual.</summary>
    public bool NamesPrecision { get; init; }

    /// <summary>Whether everything is left open, so that a model may stay on the engine that has it.</summary>
    public bool IsOpen => this is { Engine: EngineName.Auto, Device: AutoDevice, Precision: EnginePrecision.Single,
        NamesPrecision: false };

    /// <summary>Whether a GPU is asked for.</summary>
    public bool WantsGpu => Device.StartsWith(CudaPrefix, StringComparison.Ordinal);

    /// <summary>Whether nothing but Torch can do it.</summary>
    public bool NeedsTorch => Engine == EngineName.Torch || WantsGpu || Precision != EnginePrecision.Single;

    /// <summary>
    /// What is asked of a model that an engine has already: where numbers alone are asked for, it stays on the device
    /// if that has them.
    /// </summary>
    /// <param name="engine">The engine that has it.</param>
    /// <param name="on">The device that it is on.</param>
    public EngineRequest For(string engine, string on)
    {
        if (Engine != EngineName.Auto || Device != AutoDevice) return this;
        if (engine == nameof(EngineName.Torch)) return this with { Engine = EngineName.Torch, Device = on };
        return Precision == EnginePrecision.Single ? this with { Engine = EngineName.Embedded } : this;
    }

    private static string Normalize(string device)
    {
        var match = Names().Match(device ?? throw new ArgumentNullException(nameof(device)));
        if (!match.Success)
            throw new ArgumentException(
                $"'{device}' is no device: give Auto, Cpu, Cuda or cuda:N, N being the number of a GPU.",
                nameof(device));
        return match.Groups["number"] is { Success: true } number
            ? CudaPrefix + int.Parse(number.ValueSpan, CultureInfo.InvariantCulture)
                .ToString(CultureInfo.InvariantCulture)
            : match.Value.Equals("cuda", StringComparison.OrdinalIgnoreCase)
                ? CudaPrefix + "0"
                : match.Value.ToLowerInvariant();
    }

    [GeneratedRegex(@"^(auto|cpu|cuda(:(?<number>[0-9]{1,3}))?)\z", RegexOptions.IgnoreCase
        | RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
