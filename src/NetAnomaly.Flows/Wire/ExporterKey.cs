namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Who exported a message: templates and sampling rates hold for one exporter, and within it for one observation
/// domain.
/// </summary>
/// <param name="Address">Its address as a number; IPv4 addresses as IPv6 addresses of the form
/// <c>::ffff:a.b.c.d</c>.</param>
public readonly record struct ExporterKey(UInt128 Address)
{
    /// <summary>The exporter of a file, where nobody says who it was.</summary>
    public static ExporterKey None { get; }
}
