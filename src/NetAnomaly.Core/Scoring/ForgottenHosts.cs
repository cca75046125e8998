namespace NetAnomaly.Core.Scoring;

/// <summary>
/// Hosts of a scan that are as strange as what training forgot: rare beside what it kept, and common beside all of it.
/// Where attacks stood in training they look like this, and "no anomaly" would be a wrong answer.
/// </summary>
internal sealed class ForgottenHosts
{
    // On quiet days of sample offices one day in fifty has such a host; with attacks in training two of three days of
    // attack (docs/verdicts.md).
    private const double RareOfKept = 0.1;
    private const double Common = 2;
    private const double Strange = 0.01;

    private readonly Dictionary<string, double> hosts = new(StringComparer.Ordinal);

    /// <summary>Whether a conversation is charged to such a host, and is one that makes it strange.</summary>
    public static bool IsOne(ScoredItem one) =>
        one.PerDayOfKept <= RareOfKept && one.PerDay > Common && one.PValueOfKept <= Strange;

    /// <summary>Takes a conversation that is one of them.</summary>
    public void Add(ScoredItem one)
    {
        if (one.PerDayOfKept is not { } rate) return;
        hosts[one.Host] = Math.Min(rate, hosts.GetValueOrDefault(one.Host, rate));
    }

    /// <summary>Their names, rarest first.</summary>
    public IReadOnlyList<string> Names() =>
        [
            .. hosts.OrderBy(host => host.Value).ThenBy(host => host.Key, StringComparer.Ordinal)
                .Select(host => host.Key),
        ];
}
