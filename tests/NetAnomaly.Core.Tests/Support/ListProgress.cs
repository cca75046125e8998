namespace NetAnomaly.Core.Tests.Support;

/// <summary>Keeps every report of a training, on the thread that made it.</summary>
internal sealed class ListProgress : IProgress<TrainingProgress>
{
    private readonly List<TrainingProgress> reports = [];

    public IReadOnlyList<TrainingProgress> Reports => reports;

    public void Report(TrainingProgress value) => reports.Add(value);
}
