using System.Globalization;
using NetAnomaly.Core.Detectors;

namespace NetAnomaly;

/// <summary>Descriptions of models for tests that try several architectures.</summary>
internal static class TestSpec
{
    /// <summary>
    /// A model with the options that its architecture has where nothing is given, not those of a preset.
    /// </summary>
    /// <param name="architecture">The detector.</param>
    /// <param name="options">
    /// The options, or an object whose properties are set where the architecture has options of their names.
    /// </param>
    public static ModelSpec Of(ModelArchitecture architecture, object? options = null)
    {
        var own = (DetectorOptions)Activator.CreateInstance(DetectorKinds.Standard.Of(architecture).OptionsType)!;
        var spec = new ModelSpec { Architecture = architecture, Options = options as DetectorOptions ?? own };
        return options is null or DetectorOptions ? spec : spec.With(options);
    }

    /// <summary>The same model with other options, where its architecture has options of their names.</summary>
    public static ModelSpec With(this ModelSpec spec, object options)
    {
        var changed = spec.Options with { };
        foreach (var given in options.GetType().GetProperties())
        {
            if (changed.GetType().GetProperty(given.Name) is not { SetMethod: not null } own) continue;
            var value = given.GetValue(options);
            own.SetValue(
                changed,
                own.PropertyType == typeof(double) ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : value);
        }

        return spec with { Options = changed };
    }

    /// <summary>The same model of another architecture, with the options that both have.</summary>
    public static ModelSpec As(this ModelSpec spec, ModelArchitecture architecture, object? options = null)
    {
        var isKnown = DetectorKinds.Standard.All.Any(kind => kind.Architecture == architecture);
        if (!isKnown) return spec with { Architecture = architecture };
        var other = (spec with { Architecture = architecture, Options = Of(architecture).Options }).With(spec.Options);
        return options is null ? other : other.With(options);
    }
}
