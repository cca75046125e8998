using System.Text.RegularExpressions;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>What holds for registrations of every scheduler.</summary>
internal static partial class JobRules
{
    /// <summary>Checks a scan.</summary>
    /// <exception cref="SchedulingException">It cannot be registered by any scheduler.</exception>
    public static void Check(ScanJob job)
    {
        Require(
            Names().IsMatch(job.Name), $"'{job.Name}' is no name for a registration.",
            "Give at most 64 letters from A to Z, digits, dots, dashes and underscores, such as office-night.");
        foreach (var text in job.Texts)
        {
            Require(
                !text.Any(char.IsControl), $"'{text}' has a control character.",
                "Give a path or an account without line breaks and the like.");
        }

        Require(
            job.Account is null || !job.Account.StartsWith('-'), $"'{job.Account}' is no account.",
            "Give the account's name.");
        Require(
            job.TimeLimit >= TimeSpan.FromMinutes(1), $"-TimeLimit {job.TimeLimit} is less than a minute.",
            "Give the longest time that a run may take, such as 04:00:00.");
    }

    /// <summary>Raises an error where something does not hold.</summary>
    public static void Require(bool holds, string problem, string remedy)
    {
        if (!holds) throw new SchedulingException(SchedulingFault.Invalid, problem, remedy);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\z")]
    private static partial Regex Names();
}
