using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// The one place where objects are taken for incidents, as they are or as they were read back from JSON or CLIXML.
/// </summary>
internal static class IncidentReader
{
    /// <summary>Whether an object is an incident, if anything.</summary>
    public static bool Is(PSObject input) => input.BaseObject is AnomalyIncident || Is(new ObjectForm(input));

    /// <summary>Whether an object is an alert, if anything.</summary>
    public static bool IsAlert(PSObject input) => input.BaseObject is AnomalyAlert
        || (new ObjectForm(input) is var form && form.Has(nameof(AnomalyAlert.Incident))
            && form.Has(nameof(AnomalyAlert.Action)));

    /// <summary>The incident that an object is, or that an alert is about.</summary>
    /// <exception cref="FormException">It is none.</exception>
    public static AnomalyIncident Read(PSObject input)
    {
        if (input.BaseObject is AnomalyIncident incident) return incident;
        if (input.BaseObject is AnomalyAlert alert) return alert.Incident;
        var form = new ObjectForm(input);
        if (form.Has(nameof(AnomalyAlert.Incident)) && form[nameof(AnomalyAlert.Incident)] is { } of)
            return Read(PSObject.AsPSObject(of));
        if (!Is(form))
            throw new FormException(
                FormFault.Type, $"The input is of type {form.TypeName}; an incident with Host, Severity and "
                    + "Conversations is expected.");
        var host = FormValue.Text(form[nameof(AnomalyIncident.Host)]) ?? "*";
        return new AnomalyIncident
        {
            Id = FormValue.Text(form[nameof(AnomalyIncident.Id)]) ?? "",
            Subject = Subject.Host(host),
            Scan = FormValue.Text(form[nameof(AnomalyIncident.Scan)]) ?? AnomalyResult.DefaultScan,
            Host = host,
            Asset = AssetOf(form[nameof(AnomalyIncident.Asset)]),
            Start = FormValue.Time(form, nameof(AnomalyIncident.Start)),
            End = FormValue.Time(form, nameof(AnomalyIncident.End)),
            Conversations = (int)(FormValue.Whole(form, nameof(AnomalyIncident.Conversations)) ?? 0),
            Flows = FormValue.Whole(form, nameof(AnomalyIncident.Flows)) ?? 0,
            Peers = (int)(FormValue.Whole(form, nameof(AnomalyIncident.Peers)) ?? 0),
            Score = FormValue.Number(form, nameof(AnomalyIncident.Score)) ?? double.NaN,
            Severity = FormValue.Number(form, nameof(AnomalyIncident.Severity)) ?? 0,
            PValue = FormValue.Number(form, nameof(AnomalyIncident.PValue)) ?? 1,
            ExpectedPerDay = FormValue.Number(form, nameof(AnomalyIncident.ExpectedPerDay)),
            IsEstimate = FormValue.Flag(form, nameof(AnomalyIncident.IsEstimate)),
            Reasons = FormValue.Texts(form, nameof(AnomalyIncident.Reasons)),
            Labels = FormValue.Texts(form, nameof(AnomalyIncident.Labels)),
            Model = FormValue.Text(form[nameof(AnomalyIncident.Model)]) ?? "",
            Top = TopOf(form),
        };
    }

    private static bool Is(ObjectForm form) => form.Has(nameof(AnomalyIncident.Host))
        && form.Has(nameof(AnomalyIncident.Severity)) && form.Has(nameof(AnomalyIncident.Conversations))
        && FormValue.Text(form[nameof(AnomalyIncident.Start)]) is not null
        && FormValue.Text(form[nameof(AnomalyIncident.End)]) is not null;

    // A form that is not deep keeps no more than texts of the conversations: they count as not known.
    private static IReadOnlyList<AnomalyResult> TopOf(ObjectForm form)
    {
        var kept = ObjectForm.Elements(form[nameof(AnomalyIncident.Top)]) ?? [];
        try
        {
            return [.. kept.Where(item => item is not null and not string)
                .Select(item => ResultReader.Result(PSObject.AsPSObject(item!)))];
        }
        catch (FormException cause) when (cause.Fault != FormFault.Value)
        {
            return [];
        }
    }

    private static HostAsset? AssetOf(object? value)
    {
        if (value is HostAsset asset) return asset;
        if (value is null or string) return null;
        var form = new ObjectForm(value);
        return FormValue.Text(form[nameof(HostAsset.Name)]) is { } name
            ? new HostAsset(
                name, FormValue.Text(form[nameof(HostAsset.Owner)]), FormValue.Text(form[nameof(HostAsset.Role)]))
            : null;
    }
}
