using System.Collections;
using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// An object by the names of its properties, whatever form it has come in: as it is, or as a row of Import-Csv, an
/// object or hashtable of ConvertFrom-Json, or what Import-Clixml, a job or a remote session made of it.
/// </summary>
internal readonly struct ObjectForm
{
    private readonly PSObject source;
    private readonly IDictionary? entries;

    /// <summary>The form of an object.</summary>
    public ObjectForm(object input)
    {
        source = PSObject.AsPSObject(input);
        entries = source.BaseObject as IDictionary;
    }

    /// <summary>The object.</summary>
    public object Input => source;

    /// <summary>What it is, without what serialisation added.</summary>
    public string TypeName => source.TypeNames.Count > 0 ? source.TypeNames[0] : source.BaseObject.GetType().FullName!;

    /// <summary>The names of its properties.</summary>
    public IEnumerable<string> Names =>
        entries?.Keys.OfType<string>() ?? source.Properties.Select(property => property.Name);

    /// <summary>A property's value; <see langword="null"/> where there is none.</summary>
    public object? this[string name] => entries is null ? Bare(source.Properties[name]?.Value) : Bare(Entry(name));

    /// <summary>Whether there is such a property.</summary>
    public bool Has(string name) => entries is null ? source.Properties[name] is not null : Key(name) is not null;

    /// <summary>The object without PowerShell's wrapping, where anything is in it.</summary>
    public static object? Bare(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject and var inner } ? inner : value;

    /// <summary>The elements of a list; <see langword="null"/> where it is none.</summary>
    public static IReadOnlyList<object?>? Elements(object? value) =>
        Bare(value) is IList list ? [.. list.Cast<object?>().Select(Bare)] : null;

    private object? Entry(string name) => Key(name) is { } key ? entries![key] : null;

    private string? Key(string name) =>
        entries!.Contains(name)
            ? name
            : entries.Keys.OfType<string>().FirstOrDefault(
                key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
}
