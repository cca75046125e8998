namespace NetAnomaly.Core.Detectors;

/// <summary>
/// Which options each kind of detector has, and how users give them. PowerShell and the console share this table, which
/// is read from the records of options.
/// </summary>
/// <param name="kinds">The kinds of detectors.</param>
/// <param name="spell">How a parameter's name is written, such as <c>-MaxWords</c> for <c>MaxWords</c>.</param>
internal sealed class ModelParameters(DetectorKinds kinds, Func<string, string> spell)
{
    private readonly Dictionary<ModelArchitecture, IReadOnlyList<ModelParameter>> ofKind =
        kinds.All.ToDictionary(kind => kind.Architecture, kind => ModelParameter.Of(kind.OptionsType));

    /// <summary>The names of all parameters that are options of a kind, each once.</summary>
    public IReadOnlyCollection<string> Names { get; } =
        [.. kinds.All.SelectMany(kind => ModelParameter.Of(kind.OptionsType)).Select(own => own.Name).Distinct()];

    /// <summary>The parameters of an architecture.</summary>
    /// <exception cref="ArgumentException">It is not known.</exception>
    public IReadOnlyList<ModelParameter> Of(ModelArchitecture architecture) =>
        ofKind[kinds.Of(architecture).Architecture];

    /// <summary>What an architecture needs and what can be decided of it.</summary>
    /// <param name="model">A model as the preset has it.</param>
    /// <param name="offered">The parameters that users can give.</param>
    public AnomalyArchitecture Describe(ModelSpec model, IReadOnlyCollection<string> offered)
    {
        var needs = kinds.Needs(model);
        return new AnomalyArchitecture
        {
            Architecture = model.Architecture,
            Preset = model.Preset,
            Learning = model.Learning,
            SeesTokens = needs.Tokens,
            SeesFeatures = needs.Features,
            NeedsWholeWindows = needs.WholeWindows,
            NeedsEngine = needs.Engine,
            KeepsReferences = needs.ReferencePoints,
            Options =
            [
                .. Of(model.Architecture)
                    .Where(own => own.AppliesTo(model) || own.IsIdle(model.Options))
                    .OrderBy(own => own.Option, StringComparer.Ordinal)
                    .Select(own => own.Describe(model.Options, offered.Contains(own.Name))),
            ],
        };
    }

    /// <summary>A model with the options that are given.</summary>
    /// <param name="preset">The model before, with what all architectures have in common.</param>
    /// <param name="given">Values by the names of parameters.</param>
    /// <param name="offered">The parameters that the user could give; <see langword="null"/> for all.</param>
    /// <exception cref="ForeignParameterException">One has no effect on such a model.</exception>
    public ModelSpec Apply(
        ModelSpec preset,
        IReadOnlyCollection<KeyValuePair<string, object?>> given,
        IReadOnlyCollection<string>? offered = null)
    {
        var own = Of(preset.Architecture);
        var options = preset.Options;
        var set = new List<string>();
        foreach (var (name, value) in given)
        {
            if (own.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter) continue;
            options = parameter.With(options, value);
            set.Add(parameter.Option);
        }

        var spec = preset with { Options = kinds.Of(preset.Architecture).Reconcile(options, preset.Options, set) };
        foreach (var (name, _) in given)
        {
            var parameter = own.FirstOrDefault(parameter => parameter.Name == name);
            if (parameter?.AppliesTo(spec) != true) throw Foreign(spec, name, parameter, offered);
        }

        return spec;
    }

    private ForeignParameterException Foreign(
        ModelSpec spec, string name, ModelParameter? parameter, IReadOnlyCollection<string>? offered)
    {
        var taken = Of(spec.Architecture)
            .Where(own => own.AppliesTo(spec) && offered?.Contains(own.Name) != false)
            .Select(own => spell(own.Name))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var takes = taken switch
        {
            [] => "no parameter of its own",
            [var only] => only,
            _ => $"{string.Join(", ", taken[..^1])} and {taken[^1]}",
        };
        return new ForeignParameterException(
            $"{spell(name)} does not belong to {spec.Architecture}{parameter?.Missing(spec, spell)}; it takes {takes}.",
            name);
    }
}
