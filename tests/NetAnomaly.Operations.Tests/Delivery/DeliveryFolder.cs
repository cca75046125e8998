using NetAnomaly.Operations.Alerts;
using NetAnomaly.Operations.Tests.Alerts;

namespace NetAnomaly.Operations.Tests.Delivery;

/// <summary>A folder of a test, and alerts to be sent.</summary>
internal sealed class DeliveryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("netanomaly").FullName;

    /// <summary>Alerts with ids of their own.</summary>
    public static AlertDocument[] Documents(int count, AlertFormat format = AlertFormat.Json) =>
    [
        .. Enumerable.Range(1, count).Select(number => AlertDocument.Of(
            SampleAlert.Of(
                id: number.ToString("x16", CultureInfo.InvariantCulture), reason: $"Grund {number}: ä\u202e😀"),
            format)),
    ];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
