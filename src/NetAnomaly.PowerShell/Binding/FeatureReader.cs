using System.Globalization;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>The feature columns of flows, in whatever form they come. Flows with equal columns share them.</summary>
internal sealed class FeatureReader
{
    private FeatureSchema? last;

    /// <summary>The features of a flow; <see langword="null"/> where it has none.</summary>
    /// <exception cref="FormException">They were lost on the way.</exception>
    public FlowFeatures? Read(ObjectForm flow)
    {
        const string Name = nameof(FlowRecord.Features);
        var value = flow[Name];
        if (value is null or "") return null;
        if (value is FlowFeatures features) return features;
        if (value is string) throw FormException.Lost(Name);
        var form = new ObjectForm(value);
        if (form[nameof(FlowFeatures.Schema)] is not { } schema || schema is string) throw FormException.Lost(Name);
        var columns = new ObjectForm(schema);
        var made = new FeatureSchema(
            FormValue.Text(columns[nameof(FeatureSchema.Name)]) ?? throw FormException.Lost(Name),
            Texts(columns, nameof(FeatureSchema.Numbers)), Texts(columns, nameof(FeatureSchema.Categories)));
        last = made.Equals(last) ? last : made;
        return new FlowFeatures(
            last, [.. Texts(form, nameof(FlowFeatures.Numbers)).Select(Number)],
            [.. Texts(form, nameof(FlowFeatures.Categories))]);
    }

    private static IReadOnlyList<string> Texts(ObjectForm form, string name) =>
        ObjectForm.Elements(form[name]) is null
            ? throw FormException.Lost(nameof(FlowRecord.Features))
            : FormValue.Texts(form, name);

    private static float Number(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw FormException.Value(nameof(FlowRecord.Features), text, "holds a text for a number");
}
