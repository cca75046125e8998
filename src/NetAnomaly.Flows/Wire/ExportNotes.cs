using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>Says what had to be assumed of an exporter's flows.</summary>
internal static class ExportNotes
{
    /// <summary>Says that a sampling rate came after flows that were handed on without it.</summary>
    public static void Late(ExportDomain domain, double rate, NoteCounter notes)
    {
        notes.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"flows of {Name(domain)} came long before their sampling rate (one packet in {rate:0.###}); their "
                    + $"counts stand as they were exported"),
            "Begin the capture where the exporter sends its options, or set it to send them more often.",
            domain.Unscaled);
        domain.Unscaled = 0;
    }

    /// <summary>Says what is to be said of a domain when no more comes of it.</summary>
    public static void Tell(ExportDomain domain, NoteCounter notes)
    {
        if (domain.Undated > 0)
            notes.Add(
                $"flows of {Name(domain)} tell times since the exporter started, but nothing tells when that was; they "
                    + "count as ended when they were exported",
                domain.Version == 10
                    ? "Have it export systemInitTimeMilliseconds (element 160), or times of the calendar (152, 153)."
                    : null,
                domain.Undated);
        if (domain.Unrated > 0)
            notes.Add(
                $"flows of {Name(domain)} name a sampler whose rate nothing tells; their counts stand as they were "
                    + "exported",
                "Have the exporter send its table of samplers as options.", domain.Unrated);
        domain.Undated = domain.Unrated = 0;
    }

    private static string Name(ExportDomain domain)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"observation domain {domain.Id}");
        return domain.Exporter.Address == 0
            ? text
            : $"exporter {AddressTexts.Format(domain.Exporter.Address)}, {text},";
    }
}
