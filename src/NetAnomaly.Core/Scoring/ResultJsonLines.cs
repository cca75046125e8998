using System.Text.Json;

namespace NetAnomaly.Core.Scoring;

/// <summary>
/// Writes results as JSON lines: one object per conversation, times as ISO 8601 UTC, names in camel case.
/// </summary>
internal sealed class ResultJsonLines(Stream stream) : IDisposable
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();
    private readonly Utf8JsonWriter json = new(stream);

    /// <summary>Writes one result.</summary>
    public void Write(AnomalyResult result)
    {
        json.WriteStartObject();
        json.WriteString("windowStart", result.WindowStart);
        json.WriteString("sourceAddress", result.SourceAddress);
        json.WriteString("destinationAddress", result.DestinationAddress);
        if (result.ObservedSourceAddress is { } source) json.WriteString("observedSourceAddress", source);
        if (result.ObservedDestinationAddress is { } called) json.WriteString("observedDestinationAddress", called);
        json.WriteNumber("flowCount", result.FlowCount);
        Number("score", result.Score);
        Number("pValue", result.PValue);
        json.WriteString("pValueKind", result.PValueKind == PValueKind.Conformal ? "conformal" : "tailEstimate");
        if (result.SmallestPValue is { } smallest) Number("smallestPValue", smallest);
        json.WriteString("host", result.Host);
        if (result.ExpectedPerDay is { } perDay) Number("expectedPerDay", perDay);
        if (result.ExpectedPerDayOfKept is { } perDayOfKept) Number("expectedPerDayOfKept", perDayOfKept);
        if (result.Severity is { } severity) Number("severity", severity);
        if (result.PValueOfKept is { } ofKept) Number("pValueOfKept", ofKept);
        if (result.IsOfUnknownHosts) json.WriteBoolean("isOfUnknownHosts", true);
        json.WriteString("id", result.Id);
        json.WriteString("judgement", result.Verdict.Judgement.ToString());
        if (result.Verdict.Why is { } why) json.WriteString("why", why);
        json.WriteBoolean("isAnomaly", result.IsAnomaly);
        json.WriteString("reason", result.Reason);
        json.WriteStartArray("topFlows");
        foreach (var top in result.TopFlows) Write(top);
        json.WriteEndArray();
        json.WriteStartArray("labels");
        foreach (var label in result.Labels) json.WriteStringValue(label);
        json.WriteEndArray();
        if (result.Predicted is not null) json.WriteString("predicted", result.Predicted);
        json.WriteString("model", result.Model);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        stream.Write(NewLine);
    }

    /// <summary>Flushes; the stream stays open.</summary>
    public void Dispose() => json.Dispose();

    private void Write(FlowContribution top)
    {
        var flow = top.Flow;
        json.WriteStartObject();
        json.WriteString("start", flow.Start);
        json.WriteString("protocol", flow.Protocol);
        json.WriteString("source", flow.SourceAddress);
        Number("sourcePort", flow.SourcePort);
        json.WriteString("destination", flow.DestinationAddress);
        Number("destinationPort", flow.DestinationPort);
        Number("bytes", flow.Bytes);
        json.WriteString("state", flow.State);
        json.WriteString("file", flow.File);
        json.WriteNumber("line", flow.Line);
        json.WriteString("factor", top.Factor);
        json.WriteString("word", top.Word);
        Number("surprisal", top.Surprisal);
        json.WriteEndObject();
    }

    private void Number(string name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    // JSON has no infinity and nothing for what is no number.
    private void Number(string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
