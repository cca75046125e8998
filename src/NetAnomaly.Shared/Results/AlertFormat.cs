namespace NetAnomaly;

/// <summary>The formats in which alerts are written.</summary>
public enum AlertFormat
{
    /// <summary>JSON with all that an alert has, under names of its own.</summary>
    Json,

    /// <summary>JSON in the Elastic Common Schema 9.4.</summary>
    Ecs,

    /// <summary>JSON in the Open Cybersecurity Schema Framework 1.8: a Detection Finding, class 2004.</summary>
    Ocsf,

    /// <summary>The Common Event Format, version 0.</summary>
    Cef,

    /// <summary>A syslog message by RFC 5424.</summary>
    Syslog,

    /// <summary>JSON in STIX 2.1: a bundle with an indicator, its sighting and what was observed.</summary>
    Stix,
}
