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
                $"flow|flows of {Name(domain)} came long before its|their sampling rate (one packet in {rate:0.###}); "
                    + $"its|their counts stand as they were exported"),
            "Begin the capture where the exporter sends its options, or set it to send them more often.",
            domain.Unscaled);
        domain.Unscaled = 0;
    }

    /// <summary>Says what is to be said of a domain when no more comes of it.</summary>
    public static void Tell(ExportDomain domain, NoteCounter notes)
    {
        if (domain.Undated > 0)
            notes.Add(
                $"flow|flows of {Name(domain)} tells|tell times since the exporter started, but nothing tells when "
                    + "that was; it|they counts|count as ended when exported",
                domain.Version == 10
                    ? "Have it export systemInitTimeMilliseconds (element 160), or times of the calendar (152, 153)."
                    : null,
                domain.Undated);
        if (domain.Unrated > 0)
            notes.Add(
                $"flow|flows of {Name(domain)} names|name a sampler whose rate nothing tells; the counts stand as "
                    + "they were exported",
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
