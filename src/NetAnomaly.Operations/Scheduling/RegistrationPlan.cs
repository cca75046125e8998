using System.Text;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>All that a registration creates and does.</summary>
/// <param name="Job">The scan.</param>
/// <param name="Files">The files that it writes: first the settings, then those of the scheduler.</param>
/// <param name="Given">What the scheduler is given, with a heading; nothing where files are all.</param>
/// <param name="Commands">The programs that are run, for those who read the plan.</param>
internal sealed record RegistrationPlan(
    ScanJob Job, IReadOnlyList<PlannedFile> Files, (string Heading, string Text)? Given,
    IReadOnlyList<string> Commands)
{
    /// <summary>The plan in full.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"Register the scan '{Job.Name}', {Job.Schedule}.");
        foreach (var file in Files) text.Append($"\n\nCreate {file.Path}:\n{file.Text.TrimEnd()}");
        if (Given is var (heading, given)) text.Append($"\n\n{heading}:\n{given.TrimEnd()}");
        if (Commands.Count > 0) text.Append($"\n\nRun:\n{string.Join('\n', Commands)}");
        return text.ToString();
    }
}
