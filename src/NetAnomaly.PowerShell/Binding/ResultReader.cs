using System.Management.Automation;
using NetAnomaly.Core.Scoring;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// The one place where objects are taken for results, as they are or as they were read back from JSON, CSV or CLIXML.
/// </summary>
internal static class ResultReader
{
    /// <summary>What a verdict rests on.</summary>
    /// <exception cref="FormException">The object has no window, score and p-value.</exception>
    public static ScoredItem Of(PSObject input)
    {
        if (input.BaseObject is AnomalyResult result) return ScoredItem.Of(result);
        var form = new ObjectForm(input);
        var (score, pValue) = Needed(form);
        return new ScoredItem(
            FormValue.Time(form, nameof(AnomalyResult.WindowStart)), score, pValue, KindOf(form),
            FormValue.Text(form[nameof(AnomalyResult.Model)]) ?? "")
        {
            Smallest = FormValue.Number(form, nameof(AnomalyResult.SmallestPValue)) ?? 0,
            Host = Host(form),
            Severity = FormValue.Number(form, nameof(AnomalyResult.Severity)),
            PValueOfKept = FormValue.Number(form, nameof(AnomalyResult.PValueOfKept)),
            PerDay = FormValue.Number(form, nameof(AnomalyResult.ExpectedPerDay)),
            PerDayOfKept = FormValue.Number(form, nameof(AnomalyResult.ExpectedPerDayOfKept)),
            IsOfUnknownHosts = FormValue.Flag(form, nameof(AnomalyResult.IsOfUnknownHosts)),
        };
    }

    /// <summary>The result that an object is.</summary>
    /// <exception cref="FormException">It is none, or does not say how long its window is.</exception>
    public static AnomalyResult Result(PSObject input)
    {
        if (input.BaseObject is AnomalyResult result) return result;
        var form = new ObjectForm(input);
        var (score, pValue) = Needed(form);
        var conversation = new ConversationReader(new FlowReader()).Rest(
            form[nameof(AnomalyResult.Sequence)], form);
        return new AnomalyResult
        {
            WindowStart = FormValue.Time(form, nameof(AnomalyResult.WindowStart)),
            SourceAddress = FormValue.Text(form[nameof(AnomalyResult.SourceAddress)]),
            DestinationAddress = FormValue.Text(form[nameof(AnomalyResult.DestinationAddress)]),
            ObservedSourceAddress = FormValue.Text(form[nameof(AnomalyResult.ObservedSourceAddress)]),
            ObservedDestinationAddress = FormValue.Text(form[nameof(AnomalyResult.ObservedDestinationAddress)]),
            FlowCount = (int)(FormValue.Whole(form, nameof(AnomalyResult.FlowCount)) ?? conversation.FlowCount),
            Score = score,
            PValue = pValue,
            PValueKind = KindOf(form),
            SmallestPValue = FormValue.Number(form, nameof(AnomalyResult.SmallestPValue)),
            Host = Host(form),
            ExpectedPerDay = FormValue.Number(form, nameof(AnomalyResult.ExpectedPerDay)),
            ExpectedPerDayOfKept = FormValue.Number(form, nameof(AnomalyResult.ExpectedPerDayOfKept)),
            Severity = FormValue.Number(form, nameof(AnomalyResult.Severity)),
            PValueOfKept = FormValue.Number(form, nameof(AnomalyResult.PValueOfKept)),
            CountedDays = FormValue.Number(form, nameof(AnomalyResult.CountedDays)),
            LeastPerDay = FormValue.Number(form, nameof(AnomalyResult.LeastPerDay)),
            IsOfUnknownHosts = FormValue.Flag(form, nameof(AnomalyResult.IsOfUnknownHosts)),
            Verdict = VerdictOf(form),
            Scan = FormValue.Text(form[nameof(AnomalyResult.Scan)]) ?? AnomalyResult.DefaultScan,
            Id = FormValue.Text(form[nameof(AnomalyResult.Id)])!,
            Reason = FormValue.Text(form[nameof(AnomalyResult.Reason)]) ?? "",
            TopFlows = [],
            Labels = FormValue.Texts(form, nameof(AnomalyResult.Labels)),
            Predicted = FormValue.Text(form[nameof(AnomalyResult.Predicted)]),
            Evidence = EvidenceOf(form),
            Model = FormValue.Text(form[nameof(AnomalyResult.Model)]) ?? "",
            Sequence = conversation,
        };
    }

    /// <summary>The result with another verdict: a result as it is, any other object as a copy.</summary>
    public static object With(PSObject input, Verdict verdict)
    {
        if (input.BaseObject is AnomalyResult result)
            return result.Verdict == verdict ? result : result with { Verdict = verdict };

        // What Import-Clixml makes cannot be copied as it is: the properties are.
        var form = new ObjectForm(input);
        var copy = new PSObject();
        foreach (var name in form.Names.Where(name => !IsVerdict(name)))
            copy.Properties.Add(new PSNoteProperty(name, form[name]));
        copy.Properties.Add(new PSNoteProperty(nameof(AnomalyResult.Verdict), verdict));
        copy.Properties.Add(
            new PSNoteProperty(nameof(AnomalyResult.IsAnomaly), verdict.Judgement == Judgement.Anomalous));
        copy.TypeNames.Clear();
        foreach (var name in input.TypeNames) copy.TypeNames.Add(name);
        return copy;
    }

    private static bool IsVerdict(string property) =>
        property.Equals(nameof(AnomalyResult.IsAnomaly), StringComparison.OrdinalIgnoreCase)
        || property.Equals(nameof(AnomalyResult.Verdict), StringComparison.OrdinalIgnoreCase);

    private static (double Score, double PValue) Needed(ObjectForm form) =>
        FormValue.Text(form[nameof(AnomalyResult.WindowStart)]) is not null
        && FormValue.Number(form, nameof(AnomalyResult.Score)) is { } score
        && FormValue.Number(form, nameof(AnomalyResult.PValue)) is { } pValue
            ? (score, pValue)
            : throw new FormException(
                FormFault.Type, $"The input is of type {form.TypeName}; a result with WindowStart, Score and PValue "
                    + "is expected.");

    private static PValueKind KindOf(ObjectForm form) =>
        FormValue.Choice<PValueKind>(form[nameof(AnomalyResult.PValueKind)]) ?? PValueKind.Conformal;

    // Files of earlier versions do not say whom a result is charged to: who opened it.
    private static string Host(ObjectForm form) =>
        FormValue.Text(form[nameof(AnomalyResult.Host)])
            ?? FormValue.Text(form[nameof(AnomalyResult.SourceAddress)])
            ?? FormValue.Text(form[nameof(AnomalyResult.DestinationAddress)]) ?? "*";

    // A verdict is a text where the form is not deep: "Undetermined: OutOfReach".
    private static Verdict VerdictOf(ObjectForm form)
    {
        var value = form[nameof(AnomalyResult.Verdict)];
        if (value is Verdict verdict) return verdict;
        var text = value as string ?? "";
        var parts = new ObjectForm(value ?? "");
        if (FormValue.Choice<Judgement>(value is string ? text.Split(':')[0] : parts[nameof(Verdict.Judgement)])
            is { } judgement)
        {
            var why = value is string ? text.Split(": ", 2) is [_, var told] ? told : null
                : FormValue.Text(parts[nameof(Verdict.Why)]);
            return new Verdict(judgement, why);
        }

        return !form.Has(nameof(AnomalyResult.IsAnomaly)) ? Verdict.Undetermined(Verdict.NotJudged)
            : FormValue.Flag(form, nameof(AnomalyResult.IsAnomaly)) ? Verdict.Anomalous
            : Verdict.Normal;
    }

    // Where the form keeps no more than texts of them, they only tell like reasons apart, which the reasons do as well.
    private static IReadOnlyList<Evidence> EvidenceOf(ObjectForm form) =>
        [
            .. (ObjectForm.Elements(form[nameof(AnomalyResult.Evidence)]) ?? [])
            .OfType<PSObject>().Select(item => new ObjectForm(item))
            .Where(item => item.Has(nameof(Evidence.Name)) && item.Has(nameof(Evidence.Share)))
            .Select(item => new Evidence(
                FormValue.Text(item[nameof(Evidence.Name)]) ?? "", FormValue.Number(item, nameof(Evidence.PValue)) ?? 1,
                FormValue.Number(item, nameof(Evidence.Share)) ?? 0)),
        ];
}
