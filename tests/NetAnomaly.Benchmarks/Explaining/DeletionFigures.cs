namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>What a deletion test shows.</summary>
/// <param name="Alerts">Alerts looked at.</param>
/// <param name="Tested">Those of which not all flows were named.</param>
/// <param name="Holds">Those whose score falls more without the named flows.</param>
/// <param name="Ties">Those whose score falls as much.</param>
/// <param name="Named">Mean fall without the named flows, nats.</param>
/// <param name="Random">Mean fall without as many drawn at random.</param>
internal sealed record DeletionFigures(int Alerts, int Tested, int Holds, int Ties, double Named, double Random);
