namespace NetAnomaly.Operations.Scheduling;

/// <summary>A file of a registration, with its text.</summary>
internal sealed record PlannedFile(string Path, string Text);
