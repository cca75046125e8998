using System.CommandLine;
using System.Text;
using NetAnomaly.Core.Detectors;

namespace NetAnomaly.Cli.Commands;

/// <summary>
/// The options of <c>netanomaly train</c> that belong to one architecture or a few, read from their records.
/// </summary>
internal sealed class ModelArguments
{
    private readonly ModelParameters table = new(DetectorKinds.Standard, Spell);
    private readonly Dictionary<string, Option> options = [];

    public ModelArguments()
    {
        foreach (var kind in DetectorKinds.Standard.All)
        {
            foreach (var parameter in table.Of(kind.Architecture).Where(own => !own.NeedsLabels))
            {
                if (Create(parameter) is not { } option || !options.TryAdd(parameter.Name, option)) continue;
                option.Description = Describe(parameter);
            }
        }
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in options.Values) command.Add(option);
    }

    /// <summary>The model with the options that were given.</summary>
    /// <exception cref="ForeignParameterException">One does not belong to the model.</exception>
    public ModelSpec Apply(ParseResult parse, ModelSpec preset)
    {
        var given = options
            .Where(option => parse.GetResult(option.Value) is { Implicit: false })
            .Select(option => KeyValuePair.Create(option.Key, parse.GetValue<object?>(option.Value.Name)));
        return table.Apply(preset, [.. given], options.Keys);
    }

    // Lists, such as the members of an ensemble, are not given on a command line.
    private static Option? Create(ModelParameter parameter)
    {
        var name = Spell(parameter.Name);
        if (parameter.Type == typeof(int)) return new Option<int>(name);
        if (parameter.Type == typeof(double)) return new Option<double>(name);
        if (parameter.Type == typeof(bool)) return new Option<bool>(name);
        if (!parameter.Type.IsEnum) return null;
        var type = typeof(Option<>).MakeGenericType(parameter.Type);
        return (Option)Activator.CreateInstance(type, name, Array.Empty<string>())!;
    }

    private string Describe(ModelParameter parameter)
    {
        var owners = DetectorKinds.Standard.All
            .Select(kind => kind.Architecture)
            .Where(architecture => table.Of(architecture).Any(own => own.Name == parameter.Name && !own.NeedsLabels));
        return $"{Sentence(parameter.Name)}, for {string.Join(", ", owners)}.";
    }

    // MaxWords is given as --max-words, and described as "Max words".
    private static string Spell(string name) => $"--{Split(name, '-')}";

    private static string Sentence(string name) => $"{name[0]}{Split(name, ' ')[1..]}";

    private static string Split(string name, char between)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(between);
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
