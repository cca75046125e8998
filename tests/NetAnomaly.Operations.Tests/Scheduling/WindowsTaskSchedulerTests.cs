using System.Xml.Linq;
using NetAnomaly.Operations.Scheduling;

namespace NetAnomaly.Operations.Tests.Scheduling;

public sealed class WindowsTaskSchedulerTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly StandIn programs = new();
    private readonly WindowsTaskScheduler scheduler;

    public WindowsTaskSchedulerTests() =>
        scheduler = new WindowsTaskScheduler(programs, new SchedulingFolders(folder.File("settings"), ""));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_registered_is_listed_and_removed_again()
    {
        programs.Tasks[@"\NetAnomaly\foreign"] = "<Task><RegistrationInfo/></Task>";
        var plan = scheduler.Plan(Jobs.Of(scheduler) with { Account = "LOCAL SERVICE" });
        Assert.Equal(RegistrationState.Absent, scheduler.Compare(plan));
        scheduler.Register(plan);
        Assert.Equal(RegistrationState.Same, scheduler.Compare(plan));

        var found = Assert.Single(scheduler.List());
        Assert.Equal(
            ("office", ScanScheduler.ScheduledTask, "daily at 05:30", "LOCAL SERVICE", "/var/lib/plain", 2),
            (found.Name, found.Kind, found.Schedule, found.Account, found.WorkingDirectory, found.LastExitCode));
        Assert.Equal(scheduler.SettingsPath("office"), found.SettingsPath);
        Assert.NotNull(found.NextRun);

        scheduler.Unregister(found);
        Assert.Equal([@"\NetAnomaly\foreign"], programs.Tasks.Keys);
        Assert.False(File.Exists(found.SettingsPath));
    }

    [Fact]
    public void Other_settings_are_a_difference()
    {
        scheduler.Register(scheduler.Plan(Jobs.Of(scheduler)));
        ScanJob[] others =
        [
            Jobs.Of(scheduler) with { Schedule = ScanSchedule.Often(TimeSpan.FromHours(1)) },
            Jobs.Of(scheduler) with { Settings = "{ }\n" }, Jobs.Of(scheduler, "other"),
            Jobs.Of(scheduler) with { TimeLimit = TimeSpan.FromHours(5) },
        ];
        foreach (var other in others)
            Assert.Equal(RegistrationState.Different, scheduler.Compare(scheduler.Plan(other)));
        scheduler.Register(scheduler.Plan(others[0]));
        Assert.Equal("every 01:00", Assert.Single(scheduler.List()).Schedule);
    }

    [Theory]
    [InlineData("ada", "S4U")]
    [InlineData("LAB\\scan$", "Password")]
    [InlineData("SYSTEM", null)]
    public void An_account_logs_on_as_it_can_without_a_password(string account, string? logon)
    {
        var task = Task(scheduler.Plan(Jobs.Of(scheduler) with { Account = account }));
        Assert.Equal(logon, Value(task, "LogonType"));
    }

    [Fact]
    public void A_password_stands_on_no_command_line_and_in_no_plan()
    {
        var plan = scheduler.Plan(Jobs.Of(scheduler) with { Account = "ada", Password = "it's secret" });
        Assert.DoesNotContain("secret", plan.ToString(), StringComparison.Ordinal);
        scheduler.Register(plan);
        Assert.DoesNotContain(programs.Asked, asked => asked.Contains("secret", StringComparison.Ordinal));
        Assert.Contains("-User 'ada' -Password 'it''s secret'", programs.LastInput, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_quoted_as_programs_of_Windows_read_them()
    {
        var plan = scheduler.Plan(Jobs.Of(scheduler, @"two words & a \"" <x>"));
        Assert.Contains(
            "\"/opt/two words & a \\\\\\\" <x>/pwsh.dll\" -NoProfile", Value(Task(plan), "Arguments")!,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%TEMP%")]
    [InlineData("$(Arg0)")]
    public void What_the_scheduler_would_replace_is_refused(string part) =>
        Assert.Throws<SchedulingException>(() => scheduler.Plan(Jobs.Of(scheduler, part)));

    [Fact]
    public void A_task_that_is_refused_leaves_nothing_behind()
    {
        programs.Answer = asked => asked.Contains("/Create", StringComparison.Ordinal)
            ? new ProgramResult(1, "", "ERROR: Access is denied.") : null;
        var error = Assert.Throws<SchedulingException>(() => scheduler.Register(scheduler.Plan(Jobs.Of(scheduler))));
        Assert.Equal(SchedulingFault.Denied, error.Fault);
        Assert.False(File.Exists(scheduler.SettingsPath("office")));
    }

    private static XElement Task(RegistrationPlan plan)
    {
        var text = plan.Given!.Value.Text;
        return XElement.Parse(text[text.IndexOf("<Task", StringComparison.Ordinal)..]);
    }

    private static string? Value(XElement task, string name) =>
        task.Descendants().FirstOrDefault(one => one.Name.LocalName == name)?.Value;
}
