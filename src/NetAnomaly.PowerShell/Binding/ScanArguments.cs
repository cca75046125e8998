using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using NetAnomaly.Operations.Scheduling;
using Folder = System.IO.Path;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// Parameters of Invoke-AnomalyScan in a hashtable: checked as they would be when the scan is started, with full paths.
/// </summary>
internal sealed class ScanArguments
{
    private static readonly HashSet<string> Refused = new(
        [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters], StringComparer.OrdinalIgnoreCase);

    // Other paths are taken for places that the scan writes to.
    private static readonly string[] OnlyRead =
        ["Path", "LiteralPath", "Model", "ExpectedPath", "SuppressionPath", "AssetPath"];

    private readonly PSCmdlet cmdlet;
    private readonly CmdletInfo scan;
    private readonly Dictionary<string, object> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> completed = [];
    private readonly List<string> read = [];
    private readonly List<string> written = [];

    /// <summary>Checks a table.</summary>
    /// <param name="cmdlet">Whose paths begin at the current location.</param>
    /// <param name="scan">The cmdlet Invoke-AnomalyScan.</param>
    /// <param name="given">The table.</param>
    /// <exception cref="SchedulingException">Invoke-AnomalyScan would not take it.</exception>
    public ScanArguments(PSCmdlet cmdlet, Type scan, Hashtable given)
    {
        this.cmdlet = cmdlet;
        this.scan = new CmdletInfo("Invoke-AnomalyScan", scan);
        foreach (DictionaryEntry entry in given) Take($"{entry.Key}", entry.Value);
        RequireSet();
    }

    /// <summary>Names and values.</summary>
    public IReadOnlyDictionary<string, object> Values => values;

    /// <summary>Paths that began at the current location, and what became of them.</summary>
    public IReadOnlyList<string> Completed => completed;

    /// <summary>Paths that the scan reads.</summary>
    public IReadOnlyList<string> Readable => read;

    /// <summary>Folders that the scan writes to.</summary>
    public IReadOnlyList<string> Writable =>
        [.. written.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private void Take(string name, object? given)
    {
        if (Parameter(name) is not { } parameter)
        {
            throw Invalid(
                $"Invoke-AnomalyScan has no parameter '{name}'.",
                "Get-Help Invoke-AnomalyScan -Parameter * lists them.");
        }

        JobRules.Require(
            !Refused.Contains(parameter.Name), $"-{parameter.Name} does not belong in a scan that nobody looks at.",
            "Leave it out.");
        JobRules.Require(
            !values.ContainsKey(parameter.Name), $"-{parameter.Name} is given twice.", "Leave one of them out.");
        var value = given is PSObject wrapped ? wrapped.BaseObject : given;
        var plain = ScanValue.Plain(parameter.Name, Scalar(parameter, value) ?? value);
        Check(parameter, value, plain);
        values[parameter.Name] = IsPath(parameter.Name) ? Complete(parameter.Name, plain) : plain;
    }

    private ParameterMetadata? Parameter(string name) =>
        scan.Parameters.GetValueOrDefault(name)
        ?? scan.Parameters.Values.FirstOrDefault(
            one => one.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));

    // Times and numbers are read by the culture of today's user, as at the prompt, and kept in a form of all cultures.
    private static object? Scalar(ParameterMetadata parameter, object? value)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(SwitchParameter)) type = typeof(bool);
        if (!type.IsPrimitive && !type.IsEnum && type != typeof(DateTime) && type != typeof(TimeSpan)) return null;
        return LanguagePrimitives.TryConvertTo(value, type, CultureInfo.CurrentCulture, out var converted)
            ? converted
            : throw Invalid(
                $"-{parameter.Name} '{value}' is no {type.Name}.", "Give a value that Invoke-AnomalyScan takes.");
    }

    // As the scan will be given it: by the rules of its parameter.
    private static void Check(ParameterMetadata parameter, object? value, object plain)
    {
        try
        {
            var given = plain is string or IEnumerable ? plain : value;
            var rules = parameter.Attributes.Where(
                rule => rule is ArgumentTransformationAttribute or ValidateArgumentsAttribute);
            var isTransformed = rules.Any(rule => rule is ArgumentTransformationAttribute);
            var type = parameter.ParameterType;
            if (!isTransformed) given = LanguagePrimitives.ConvertTo(given, type, CultureInfo.InvariantCulture);
            _ = new PSVariable("value", given, ScopedItemOptions.None, new Collection<Attribute>([.. rules]));
        }
        catch (Exception cause) when (cause is PSInvalidCastException or MetadataException or ArgumentException)
        {
            // What PowerShell says of a value out of range is about variables.
            var said = cause is ValidationMetadataException ? "this parameter does not allow it." : cause.Message;
            throw new SchedulingException(
                SchedulingFault.Invalid, $"-{parameter.Name} '{value}': {said}",
                "Give a value that Invoke-AnomalyScan takes.", cause);
        }
    }

    private static bool IsPath(string name) => name == "Model" || name.EndsWith("Path", StringComparison.Ordinal);

    private object Complete(string name, object plain) => plain switch
    {
        string path => Full(name, path),
        IReadOnlyList<object> paths => paths.Select(path => Complete(name, path)).ToArray(),
        _ => plain,
    };

    private string Full(string name, string path)
    {
        var full = ProviderPaths.Target(cmdlet, path);
        if (!Folder.IsPathFullyQualified(path)) completed.Add($"-{name} '{path}' is '{full}'");
        if (OnlyRead.Contains(name))
        {
            read.Add(full);
            return full;
        }

        var folder = Directory.Exists(full) ? full : Folder.GetDirectoryName(full) ?? full;
        JobRules.Require(
            Directory.Exists(folder), $"The folder '{folder}' of -{name} is not there.",
            "Make it, writable for the account that the scan runs as.");
        written.Add(folder);
        return full;
    }

    private void RequireSet()
    {
        var fitting = scan.ParameterSets.Where(
            set => values.Keys.All(name => set.Parameters.Any(one => one.Name == name))).ToArray();
        JobRules.Require(
            fitting.Length > 0, "These parameters of Invoke-AnomalyScan do not go together.",
            "Get-Help Invoke-AnomalyScan shows which do, such as one of -Path and -LiteralPath.");
        var missing = fitting.OrderByDescending(set => set.IsDefault).Select(Missing).ToArray();
        JobRules.Require(
            missing.Any(set => set.Length == 0), $"-Scan lacks {string.Join(" and ", missing[0])}.",
            "Give all that Invoke-AnomalyScan needs: Path, Model and StatePath.");
    }

    private string[] Missing(CommandParameterSetInfo set) =>
        [.. set.Parameters.Where(one => one.IsMandatory && !values.ContainsKey(one.Name)).Select(one => one.Name)];

    private static SchedulingException Invalid(string problem, string remedy) =>
        new(SchedulingFault.Invalid, problem, remedy);
}
