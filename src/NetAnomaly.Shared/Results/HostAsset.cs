namespace NetAnomaly;

/// <summary>What an inventory says of a host. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Owner">Who answers for it; <see langword="null"/> where that is not known.</param>
/// <param name="Role">What it is for; <see langword="null"/> where that is not known.</param>
public sealed record HostAsset(string Name, string? Owner = null, string? Role = null)
{
    /// <summary>The name, with role and owner where they are known.</summary>
    public override string ToString() => (Role, Owner) switch
    {
        (null, null) => Name,
        (null, var owner) => $"{Name} ({owner})",
        (var role, null) => $"{Name} ({role})",
        var (role, owner) => $"{Name} ({role}, {owner})",
    };
}
