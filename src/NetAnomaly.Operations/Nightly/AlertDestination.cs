using NetAnomaly.Operations.Delivery;

namespace NetAnomaly.Operations.Nightly;

/// <summary>To whom a nightly scan tells alerts, and in which form. Immutable.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Format">The format.</param>
internal sealed record AlertDestination(AlertTargetOptions Target, AlertFormat Format)
{
    /// <summary>How often an alert is tried in one run, and for how long.</summary>
    public RetryPolicy Retries { get; init; } = new(5, TimeSpan.FromMinutes(1));
}
