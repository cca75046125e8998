using System.Globalization;
using System.Text;
using System.Xml;
using NetAnomaly.Internal;

namespace NetAnomaly.Operations.Assertions;

/// <summary>Writes what a gate saw as tests in the form of NUnit 3: a failed case for each anomaly.</summary>
internal static class NUnitReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="outcome">What the gate saw.</param>
    /// <param name="name">The name of the suite.</param>
    /// <param name="fails">Whether the gate fails where nothing could be judged.</param>
    public static void Write(Stream stream, AssertionOutcome outcome, string name, bool fails)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var isUnjudged = outcome.IsInconclusive && fails;
        var failed = outcome.Findings.Count + (isUnjudged ? 1 : 0);
        var cases = Math.Max(1, failed);
        using var xml = XmlWriter.Create(
            stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), CloseOutput = false });
        xml.WriteStartDocument();
        xml.WriteStartElement("test-run");
        Totals(xml, "1", name, cases, failed);
        xml.WriteStartElement("test-suite");
        xml.WriteAttributeString("type", "TestSuite");
        Totals(xml, "2", name, cases, failed);
        if (failed == 0) Case(xml, 0, "NoAnomaly", outcome.Text, null);
        if (isUnjudged) Case(xml, 0, "CouldBeJudged", null, outcome.Text);
        for (var i = 0; i < outcome.Findings.Count; i++)
        {
            var finding = outcome.Findings[i];
            Case(xml, i + 1, $"{finding.Rule} {finding.Host} {finding.Id}", null, finding.Text);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void Totals(XmlWriter xml, string id, string name, int cases, int failed)
    {
        xml.WriteAttributeString("id", id);
        xml.WriteAttributeString("name", Valid(name));
        xml.WriteAttributeString("fullname", Valid(name));
        xml.WriteAttributeString("testcasecount", Number(cases));
        xml.WriteAttributeString("result", failed > 0 ? "Failed" : "Passed");
        xml.WriteAttributeString("total", Number(cases));
        xml.WriteAttributeString("passed", Number(cases - failed));
        xml.WriteAttributeString("failed", Number(failed));
        xml.WriteAttributeString("inconclusive", "0");
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString("asserts", Number(cases));
    }

    private static void Case(XmlWriter xml, int number, string name, string? output, string? failure)
    {
        xml.WriteStartElement("test-case");
        xml.WriteAttributeString("id", Number(1000 + number));
        xml.WriteAttributeString("name", Valid(name));
        xml.WriteAttributeString("fullname", Valid($"NetAnomaly.{name}"));
        xml.WriteAttributeString("classname", "NetAnomaly");
        xml.WriteAttributeString("result", failure is null ? "Passed" : "Failed");
        xml.WriteAttributeString("asserts", "1");
        if (failure is not null)
        {
            xml.WriteStartElement("failure");
            xml.WriteElementString("message", Valid(failure));
            xml.WriteEndElement();
        }

        if (output is not null) xml.WriteElementString("output", Valid(output));
        xml.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // XML has no place for control characters, and for two code points that are none.
    private static string Valid(string text) =>
        VisibleText.OfLines(text).Replace('\ufffe', '?').Replace('\uffff', '?');
}
