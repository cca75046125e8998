using System.Management.Automation;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// The one place where objects are taken for alerts, as they are or as they were read back. An incident is an alert of
/// version 1 that is raised now.
/// </summary>
internal static class AlertReader
{
    /// <summary>The alert that an object is.</summary>
    /// <exception cref="FormException">It is none, or has lost its conversations.</exception>
    public static AnomalyAlert Read(PSObject input)
    {
        switch (input.BaseObject)
        {
            case AnomalyAlert alert:
                return alert;
            case AnomalyIncident incident:
                return Raised(incident);
        }

        var form = new ObjectForm(input);
        if (form.Has(nameof(AnomalyAlert.Incident)) && form.Has(nameof(AnomalyAlert.Version))) return Alert(form);
        return Has(form, nameof(AnomalyIncident.Id), nameof(AnomalyIncident.Host), nameof(AnomalyIncident.Start),
            nameof(AnomalyIncident.Conversations))
                ? Raised(Incident(form))
                : throw new FormException(
                    FormFault.Type, $"The input is of type {form.TypeName}; an incident or an alert is expected.");
    }

    private static AnomalyAlert Raised(AnomalyIncident incident) =>
        new() { Time = DateTime.UtcNow, Incident = incident };

    private static AnomalyAlert Alert(ObjectForm form)
    {
        var value = form[nameof(AnomalyAlert.Incident)];
        var incident = value switch
        {
            AnomalyIncident live => live,
            null or string => throw FormException.Lost(nameof(AnomalyAlert.Incident)),
            _ => Incident(new ObjectForm(value)),
        };
        return new AnomalyAlert
        {
            Version = Math.Max(Count(form, nameof(AnomalyAlert.Version)), 1),
            Action = FormValue.Choice<AlertAction>(form[nameof(AnomalyAlert.Action)])
                ?? throw FormException.Value(
                    nameof(AnomalyAlert.Action), form[nameof(AnomalyAlert.Action)], "is none of an alert"),
            Time = FormValue.Time(form, nameof(AnomalyAlert.Time)),
            Incident = incident,
        };
    }

    private static AnomalyIncident Incident(ObjectForm form)
    {
        var host = FormValue.Text(form[nameof(AnomalyIncident.Host)]) ?? "*";
        return new AnomalyIncident
        {
            Id = FormValue.Text(form[nameof(AnomalyIncident.Id)])
                ?? throw FormException.Lost(nameof(AnomalyIncident.Id)),
            Subject = Subject.Host(host),
            Scan = FormValue.Text(form[nameof(AnomalyIncident.Scan)]) ?? AnomalyResult.DefaultScan,
            Host = host,
            Asset = Asset(form[nameof(AnomalyIncident.Asset)]),
            Start = FormValue.Time(form, nameof(AnomalyIncident.Start)),
            End = FormValue.Time(form, nameof(AnomalyIncident.End)),
            Conversations = Count(form, nameof(AnomalyIncident.Conversations)),
            Flows = FormValue.Whole(form, nameof(AnomalyIncident.Flows)) ?? 0,
            Peers = Count(form, nameof(AnomalyIncident.Peers)),
            Score = FormValue.Number(form, nameof(AnomalyIncident.Score)) ?? 0,
            Severity = FormValue.Number(form, nameof(AnomalyIncident.Severity)) ?? 0,
            PValue = FormValue.Number(form, nameof(AnomalyIncident.PValue)) ?? 1,
            ExpectedPerDay = FormValue.Number(form, nameof(AnomalyIncident.ExpectedPerDay)),
            IsEstimate = FormValue.Flag(form, nameof(AnomalyIncident.IsEstimate)),
            Reasons = FormValue.Texts(form, nameof(AnomalyIncident.Reasons)),
            Labels = FormValue.Texts(form, nameof(AnomalyIncident.Labels)),
            Model = FormValue.Text(form[nameof(AnomalyIncident.Model)]) ?? "",
            Top = Top(form),
        };
    }

    // An alert without its conversations would be another: no peers, no evidence, no technique.
    private static AnomalyResult[] Top(ObjectForm form)
    {
        var kept = ObjectForm.Elements(form[nameof(AnomalyIncident.Top)]);
        if (kept is null || kept.Any(item => item is string))
        {
            return Count(form, nameof(AnomalyIncident.Conversations)) == 0
                ? []
                : throw FormException.Lost(nameof(AnomalyIncident.Top));
        }

        return [.. kept.Select(item => ResultReader.Result(PSObject.AsPSObject(item ?? "")))];
    }

    private static HostAsset? Asset(object? value)
    {
        if (value is null or HostAsset or "") return value as HostAsset;
        var form = new ObjectForm(value);
        return FormValue.Text(form[nameof(HostAsset.Name)]) is { } name
            ? new HostAsset(
                name, FormValue.Text(form[nameof(HostAsset.Owner)]), FormValue.Text(form[nameof(HostAsset.Role)]))
            : throw FormException.Lost(nameof(AnomalyIncident.Asset));
    }

    private static int Count(ObjectForm form, string name) =>
        (int)Math.Min(FormValue.Whole(form, name) ?? 0, int.MaxValue);

    private static bool Has(ObjectForm form, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (!form.Has(name)) return false;
        return true;
    }
}
