using System.Globalization;
using NetAnomaly.Internal;
namespace NetAnomaly.Core.Auditing;

/// <summary>Figures as findings show them.</summary>
internal static class FindingText
{
    /// <summary>A count with separators; about, where it was estimated.</summary>
    public static string Count(double count, bool exact = true) =>
        string.Create(CultureInfo.InvariantCulture, $"{(exact ? "" : "about ")}{count:N0}");

    /// <summary>The same with what is counted, in both forms of its words.</summary>
    public static string Count(double count, bool exact, string forms) =>
        $"{Count(count, exact)} {CountedText.Form(Math.Round(count), forms)}";

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.###} %");

    /// <summary>An area under a ROC curve.</summary>
    public static string Area(double area) => area.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A part as findings call it.</summary>
    public static string Name(DatasetPart part) => part == DatasetPart.Training ? "training" : "test";

    /// <summary>A time.</summary>
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
