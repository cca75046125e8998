namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>All development captures.</summary>
internal static class TruthCaptures
{
    /// <summary>The captures, in the order of the table.</summary>
    /// <param name="folder">The folder of all data.</param>
    public static IEnumerable<ITruthCapture> All(string folder)
    {
        yield return new Ctu13Truth(folder, clean: true);
        yield return new Ctu13Truth(folder, clean: false);
        foreach (var hosts in new[] { 5, 10, 25, 60 })
        {
            foreach (var share in new[] { 0, 0.01, 0.05 }) yield return new OfficeTruth(hosts, share);
        }

        yield return new NfqlAttacksTruth(folder);
        yield return new NfqlBeaconsTruth(folder);
        yield return new Iot23Truth(folder, "20-1", "21-1");
        yield return new Iot23Truth(
            folder, "42-1", "44-1", new DateTime(2019, 1, 10, 14, 0, 0, DateTimeKind.Utc));
        yield return new Iot23DayTruth(folder);
        yield return new LuFlowTruth(folder);
    }
}
