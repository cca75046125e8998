namespace NetAnomaly.Operations.Alerts;

/// <summary>A tactic of MITRE ATT&amp;CK. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
internal sealed record AttackTactic(string Id, string Name)
{
    /// <summary>The page that describes it.</summary>
    public string Url => $"https://attack.mitre.org/tactics/{Id}/";

    /// <summary>Its name as a phase of a kill chain in STIX.</summary>
    public string Phase => Name.ToLowerInvariant().Replace(' ', '-');
}
