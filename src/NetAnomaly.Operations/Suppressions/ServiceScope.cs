using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>
/// A service by its name or as a protocol with a port. Where an exporter recognises services, its word counts;
/// otherwise the port that the name stands for.
/// </summary>
internal sealed class ServiceScope
{
    private readonly string name;
    private readonly string? protocol;
    private readonly int? port;

    private ServiceScope(string name, string? protocol, int? port) =>
        (this.name, this.protocol, this.port) = (name, protocol, port);

    /// <summary>Reads <c>ssh</c> or <c>tcp/8443</c>; <see langword="null"/> where the text is none.</summary>
    public static ServiceScope? Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Split('/') is [var transport, var number] && transport.Length > 0)
        {
            return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
                ? new ServiceScope(trimmed, transport.ToLowerInvariant(), port)
                : null;
        }

        return trimmed.Length is 0 or > 100 ? null : new ServiceScope(trimmed, null, null);
    }

    /// <summary>Whether it is the service.</summary>
    public bool Covers(ServiceVolume service)
    {
        if (port is not null) return service.Port == port && service.Protocol == protocol;
        if (service.Service is { Length: > 0 } told) return told.Equals(name, StringComparison.OrdinalIgnoreCase);
        return service.Port is { } called && PortNames.Find(name, service.Protocol) == called;
    }
}
