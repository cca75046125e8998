namespace NetAnomaly.Operations.State;

/// <summary>A window that was judged. Immutable.</summary>
/// <param name="Start">Its start, ticks of UTC.</param>
/// <param name="Model">What identifies the training of the model that judged it.</param>
/// <param name="Conversations">Conversations in it.</param>
/// <param name="Anomalies">Those of them called anomalous.</param>
/// <param name="Undetermined">Those that could not be judged.</param>
internal sealed record StoredWindow(long Start, string Model, long Conversations, long Anomalies, long Undetermined);
