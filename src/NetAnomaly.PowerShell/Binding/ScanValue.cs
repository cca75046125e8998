using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using NetAnomaly.Operations.Scheduling;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>Parameters as a file of settings can hold them, so that PowerShell makes the same of them.</summary>
internal static class ScanValue
{
    /// <summary>A text, a number, a truth, a list of these or a table of these.</summary>
    /// <exception cref="SchedulingException">The value cannot be kept in a file, or is not to be.</exception>
    public static object Plain(string name, object? value) => value switch
    {
        null => throw Invalid($"-{name} has no value.", "Give one, or leave the parameter out."),
        PSObject wrapped => Plain(name, wrapped.BaseObject),
        string or bool => value,
        SwitchParameter given => given.ToBool(),
        Enum one => one.ToString(),
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        FileSystemInfo file => file.FullName,
        TimeZoneInfo zone => zone.Id,
        CultureInfo culture => culture.Name,
        PSCredential or SecureString => throw Invalid(
            $"-{name} holds a secret, and settings of a scan are a file that others can read.",
            "Give a name of a secret where the parameter takes one; Get-Help Invoke-AnomalyScan says how."),
        AnomalyModel or ModelSource { Model: not null } => throw Invalid(
            $"-{name} is in memory.", "Save it with Save-AnomalyModel, and give its file."),
        ModelSource { Path: { } path } => path,
        IDictionary table => table.Cast<DictionaryEntry>().OrderBy(entry => $"{entry.Key}", StringComparer.Ordinal)
            .ToDictionary(entry => $"{entry.Key}", entry => Plain(name, entry.Value)),
        IEnumerable list => (object[])[.. list.Cast<object?>().Select(one => Plain(name, one))],
        _ when value.GetType().IsPrimitive || value is decimal => value,
        _ => Text(name, value),
    };

    // An object that PowerShell makes of its own text again.
    private static string Text(string name, object value)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{value}");
        return LanguagePrimitives.TryConvertTo(text, value.GetType(), CultureInfo.InvariantCulture, out var again)
            && value.Equals(again)
            ? text
            : throw Invalid($"-{name} is a {value.GetType().Name}, which a file cannot hold.", "Give it as text.");
    }

    private static SchedulingException Invalid(string problem, string remedy) =>
        new(SchedulingFault.Invalid, problem, remedy);
}
