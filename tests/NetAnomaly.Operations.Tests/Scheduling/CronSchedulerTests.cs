using System.Diagnostics;
using NetAnomaly.Operations.Scheduling;

namespace NetAnomaly.Operations.Tests.Scheduling;

public sealed class CronSchedulerTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly StandIn programs = new();
    private readonly CronScheduler scheduler;

    public CronSchedulerTests() => scheduler = Of(null);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_line_is_added_to_those_of_others_and_removed_from_them()
    {
        const string others = "MAILTO=ada\n# 0 1 * * * old # netanomaly-scan=office\n0 1 * * * backup % x\n";
        programs.Crontab = others;
        var plan = scheduler.Plan(Jobs.Of(scheduler));
        Assert.Equal(RegistrationState.Absent, scheduler.Compare(plan));
        scheduler.Register(plan);
        Assert.Equal(RegistrationState.Same, scheduler.Compare(plan));
        Assert.Equal(
            others + "30 5 * * * cd /var/lib/plain && /bin/sh /opt/plain/pwsh.dll -NoProfile -NonInteractive -File "
                + $"/opt/plain/Invoke-NightlyScan.ps1 -SettingsPath {scheduler.SettingsPath("office")} "
                + "# netanomaly-scan=office\n",
            programs.Crontab);

        var found = Assert.Single(scheduler.List());
        Assert.Equal(
            ("office", "daily at 05:30", "/var/lib/plain"), (found.Name, found.Schedule, found.WorkingDirectory));
        Assert.Equal(scheduler.SettingsPath("office"), found.SettingsPath);
        scheduler.Unregister(found);
        Assert.Equal(others, programs.Crontab);
        Assert.False(File.Exists(found.SettingsPath));
    }

    [Fact]
    public void Where_there_is_no_crontab_one_begins()
    {
        scheduler.Register(scheduler.Plan(Jobs.Of(scheduler)));
        Assert.Single(programs.Crontab!.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Registered_again_with_other_settings_there_is_one_line_still()
    {
        scheduler.Register(scheduler.Plan(Jobs.Of(scheduler)));
        var other = scheduler.Plan(
            Jobs.Of(scheduler) with { Schedule = ScanSchedule.Often(TimeSpan.FromMinutes(15)) });
        Assert.Equal(RegistrationState.Different, scheduler.Compare(other));
        scheduler.Register(other);
        Assert.Equal("every 00:15", Assert.Single(scheduler.List()).Schedule);
    }

    [Fact]
    public void A_time_that_somebody_wrote_is_shown_as_it_stands()
    {
        scheduler.Register(scheduler.Plan(Jobs.Of(scheduler)));
        programs.Crontab = programs.Crontab!.Replace("30 5 * * *", "30 5 * * 1-5", StringComparison.Ordinal);
        Assert.Equal("30 5 * * 1-5", Assert.Single(scheduler.List()).Schedule);
    }

    [Fact]
    public void A_crontab_that_may_not_be_written_leaves_no_settings()
    {
        programs.Answer = asked => asked.EndsWith(" -", StringComparison.Ordinal)
            ? new ProgramResult(1, "", "You (ada) are not allowed to use this program (crontab)") : null;
        var error = Assert.Throws<SchedulingException>(() => scheduler.Register(scheduler.Plan(Jobs.Of(scheduler))));
        Assert.Equal(SchedulingFault.Denied, error.Fault);
        Assert.False(File.Exists(scheduler.SettingsPath("office")));
    }

    [Fact]
    public void A_crontab_of_somebody_else_is_named()
    {
        var other = Of("netops");
        other.Register(other.Plan(Jobs.Of(other)));
        Assert.All(programs.Asked, asked => Assert.StartsWith("crontab -u netops ", asked, StringComparison.Ordinal));
        Assert.Equal("netops", Assert.Single(other.List()).Account);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("100% of $HOME `x` %%")]
    [InlineData("it's \"quoted\" # no comment")]
    [InlineData(@"back\slash \% && exit")]
    public void Any_path_reaches_the_program_as_it_was_given(string part)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no /bin/sh");
        var printer = folder.File("print.sh");
        File.WriteAllText(printer, "pwd; printf '%s\\n' \"$@\"\n");
        var home = folder.File(part);
        Directory.CreateDirectory(home);
        var job = Jobs.Of(scheduler, part);
        job = job with { WorkingDirectory = home, Command = job.Command with { Before = [printer] } };
        scheduler.Register(scheduler.Plan(job));
        var found = Assert.Single(scheduler.List());
        Assert.Equal(string.Join(' ', ["/bin/sh", .. job.Command.Arguments]), found.Command);
        Assert.Equal(home, found.WorkingDirectory);

        // As cron does: a percent sign with a backslash is one without, and what is left goes to the shell.
        var command = programs.Crontab!.TrimEnd('\n')["30 5 * * * ".Length..];
        Assert.DoesNotMatch(@"(?<!\\)%", command);
        foreach (var text in (string[])[command.Replace(@"\%", "%", StringComparison.Ordinal), command])
            Assert.Equal((string[])[home, .. job.Command.Arguments.Skip(1)], Shell(text));
    }

    [Fact]
    public void A_command_that_cron_would_cut_is_refused() => Assert.Throws<SchedulingException>(
        () => scheduler.Plan(Jobs.Of(scheduler, new string('x', 600))));

    private static string[] Shell(string command)
    {
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.TrimEnd('\n').Split('\n');
    }

    private CronScheduler Of(string? account) =>
        new(programs, new SchedulingFolders(folder.File("settings"), ""), account);
}
