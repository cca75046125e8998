namespace NetAnomaly.Operations.Alerts;

/// <summary>A technique of MITRE ATT&amp;CK for enterprises. Immutable.</summary>
/// <param name="Id">Its id: <c>T1071</c>, or <c>T1071.001</c> for one below it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tactic">The tactic that it serves.</param>
internal sealed record AttackTechnique(string Id, string Name, AttackTactic Tactic)
{
    private const int ParentLength = 5;

    /// <summary>Whether it is below another.</summary>
    public bool IsSub => Id.Length > ParentLength;

    /// <summary>The id of the technique that it is below; its own where it is below none.</summary>
    public string ParentId => Id[..ParentLength];

    /// <summary>The page that describes it.</summary>
    public string Url => $"https://attack.mitre.org/techniques/{Id.Replace('.', '/')}/";
}
