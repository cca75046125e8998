using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>
/// What is known of one observation domain of one exporter: its templates, its sampling rates, when it started, and
/// data that wait.
/// </summary>
internal sealed class ExportDomain(ExporterKey exporter, ushort version, uint id)
{
    /// <summary>Who exports it.</summary>
    public ExporterKey Exporter { get; } = exporter;

    /// <summary>Exporter and domain as a text; <see langword="null"/> where the exporter is not known.</summary>
    public string? Name { get; } = exporter.Address == 0 ? null : string.Create(
        CultureInfo.InvariantCulture, $"{AddressTexts.Format(exporter.Address)}/{id}");

    /// <summary>9, or 10 for IPFIX.</summary>
    public ushort Version { get; } = version;

    /// <summary>Its number.</summary>
    public uint Id { get; } = id;

    public Dictionary<ushort, ExportTemplate> Templates { get; } = [];

    public SamplingRates Rates { get; } = new();

    /// <summary>When the exporter started, as options say: ticks; <see cref="BinaryFlow.Absent"/> where they do
    /// not.</summary>
    public long SystemStart { get; set; } = BinaryFlow.Absent;

    /// <summary>Sets whose template has not come yet, in order.</summary>
    public List<HeldSet> Held { get; } = [];

    /// <summary>Sets that wait for what options say of them, in order.</summary>
    public Queue<HeldSet> Waiting { get; } = new();

    /// <summary>Whether its data wait no longer: too many did.</summary>
    public bool IsImpatient { get; set; }

    /// <summary>Flows that were handed on before any rate was known.</summary>
    public long Unscaled { get; set; }

    /// <summary>Flows that name a sampler of which no rate is known, where other rates are.</summary>
    public long Unrated { get; set; }

    /// <summary>Flows whose times count from a moment that is not known.</summary>
    public long Undated { get; set; }

    /// <summary>When it was used last: the ordinal of a message.</summary>
    public long LastUse { get; set; }
}

/// <summary>A set of data that waits.</summary>
/// <param name="Id">Its template.</param>
/// <param name="Template">The template as it was then; <see langword="null"/> where that has not come.</param>
/// <param name="Header">The header of its message.</param>
/// <param name="Data">Its records.</param>
/// <param name="Place">Where its message stood.</param>
internal sealed record HeldSet(ushort Id, ExportTemplate? Template, MessageHeader Header, byte[] Data, string Place)
{
    /// <summary>How many sets had begun to wait before it, of all domains.</summary>
    public long Order { get; init; }
}
