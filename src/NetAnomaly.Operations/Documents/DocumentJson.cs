using System.Text.Json;

namespace NetAnomaly.Operations.Documents;

/// <summary>
/// Stored documents as UTF-8 JSON. Numbers come back as they were, to the bit, those that are not finite included.
/// </summary>
internal static class DocumentJson
{
    private static readonly DocumentContext Context = DocumentContext.Default;

    /// <summary>A result as JSON.</summary>
    public static byte[] Write(AnomalyResult result) =>
        JsonSerializer.SerializeToUtf8Bytes(ResultDocument.Of(result), Context.ResultDocument);

    /// <summary>An incident as JSON.</summary>
    public static byte[] Write(AnomalyIncident incident) =>
        JsonSerializer.SerializeToUtf8Bytes(IncidentDocument.Of(incident), Context.IncidentDocument);

    /// <summary>The result of JSON.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AnomalyResult ReadResult(byte[] json, IIncidentCalibration? calibration = null) =>
        (JsonSerializer.Deserialize(json, Context.ResultDocument) ?? throw new JsonException("A result is missing."))
            .ToResult(calibration);

    /// <summary>The incident of JSON.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AnomalyIncident ReadIncident(byte[] json) =>
        (JsonSerializer.Deserialize(json, Context.IncidentDocument)
            ?? throw new JsonException("An incident is missing.")).ToIncident();
}
