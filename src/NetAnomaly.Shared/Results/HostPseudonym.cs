using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>A host and the token that stands for it where objects left the house.</summary>
/// <param name="Token">The token.</param>
/// <param name="Original">The address or name.</param>
public sealed record HostPseudonym(string Token, string Original)
{
    /// <summary>Both on one line.</summary>
    public override string ToString() => VisibleText.Of($"{Token} = {Original}");
}
