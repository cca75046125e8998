using System.Diagnostics;
using NetAnomaly.Operations.Scheduling;

namespace NetAnomaly.Operations.Tests.Scheduling;

public sealed class SystemdSchedulerTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly StandIn programs = new();
    private readonly SystemdScheduler scheduler;

    public SystemdSchedulerTests() => scheduler = Of(isUser: false);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_registered_is_listed_and_removed_again()
    {
        programs.Answer = asked =>
            asked.Contains("NextElapse", StringComparison.Ordinal) ? Said("Wed 2026-12-02 05:30:00 UTC\n")
            : asked.Contains("LastTrigger", StringComparison.Ordinal) ? Said("Tue 2026-12-01 05:30:00 UTC\n")
            : asked.Contains("ExitTimestamp", StringComparison.Ordinal) ? Said("Tue 2026-12-01 05:31:00 UTC\n")
            : asked.Contains("ExecMainStatus", StringComparison.Ordinal) ? Said("3\n") : null;
        File.WriteAllText(Path.Combine(Units, "netanomaly-other.service"), "[Service]\n");
        var plan = scheduler.Plan(Jobs.Of(scheduler) with { Account = "netops" });
        Assert.Equal(RegistrationState.Absent, scheduler.Compare(plan));
        scheduler.Register(plan);
        Assert.Equal(RegistrationState.Same, scheduler.Compare(plan));

        var found = Assert.Single(scheduler.List());
        Assert.Equal(
            ("office", ScanScheduler.Systemd, "daily at 05:30", "netops", "/var/lib/plain"),
            (found.Name, found.Kind, found.Schedule, found.Account, found.WorkingDirectory));
        Assert.Equal(new DateTime(2026, 12, 2, 5, 30, 0, DateTimeKind.Utc), found.NextRun);
        Assert.Equal(new DateTime(2026, 12, 1, 5, 30, 0, DateTimeKind.Utc), found.LastRun);
        Assert.Equal(3, found.LastExitCode);
        Assert.Equal(scheduler.SettingsPath("office"), found.SettingsPath);
        Assert.Equal("{}\n", File.ReadAllText(found.SettingsPath!));

        scheduler.Unregister(found);
        Assert.Empty(scheduler.List());
        Assert.Equal(["netanomaly-other.service"], Directory.GetFiles(Units).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(found.SettingsPath)!));
        Assert.Contains("systemctl disable --now netanomaly-office.timer", programs.Asked);
    }

    [Fact]
    public void Other_settings_are_a_difference_and_a_timer_that_is_off_is_none()
    {
        var plan = scheduler.Plan(Jobs.Of(scheduler));
        scheduler.Register(plan);
        var later = Jobs.Of(scheduler) with { Schedule = ScanSchedule.Daily(TimeSpan.FromHours(6)) };
        Assert.Equal(RegistrationState.Different, scheduler.Compare(scheduler.Plan(later)));
        var other = Jobs.Of(scheduler) with { Settings = "{ }\n" };
        Assert.Equal(RegistrationState.Different, scheduler.Compare(scheduler.Plan(other)));
        programs.Answer = asked =>
            asked.Contains("is-enabled", StringComparison.Ordinal) ? new ProgramResult(1, "disabled", "") : null;
        Assert.Equal(RegistrationState.Absent, scheduler.Compare(plan));
    }

    [Fact]
    public void A_registration_that_fails_leaves_all_as_it_was()
    {
        scheduler.Register(scheduler.Plan(Jobs.Of(scheduler)));
        var before = Texts();
        programs.Answer = asked => asked.Contains("restart", StringComparison.Ordinal)
            ? new ProgramResult(1, "", "System has not been booted with systemd as init system") : null;
        var error = Assert.Throws<SchedulingException>(
            () => scheduler.Register(scheduler.Plan(Jobs.Of(scheduler, "changed"))));
        Assert.Equal(SchedulingFault.Missing, error.Fault);
        Assert.Contains("Cron", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(before, Texts());
        Assert.Throws<SchedulingException>(() => scheduler.Register(scheduler.Plan(Jobs.Of(scheduler, name: "new"))));
        Assert.Equal(before, Texts());
    }

    [Theory]
    [InlineData("Interactive authentication required.", SchedulingFault.Denied)]
    [InlineData("Access denied", SchedulingFault.Denied)]
    [InlineData("Unit is masked.", SchedulingFault.Failed)]
    [InlineData("Failed to connect to bus: No medium found", SchedulingFault.Missing)]
    public void What_systemctl_refuses_is_told_with_a_remedy(string said, object fault)
    {
        programs.Answer = _ => new ProgramResult(1, "", said);
        var error = Assert.Throws<SchedulingException>(() => scheduler.Register(scheduler.Plan(Jobs.Of(scheduler))));
        Assert.Equal((SchedulingFault)fault, error.Fault);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void An_account_that_is_not_there_is_refused()
    {
        programs.Answer = asked => asked == "id -u nobody-at-all" ? new ProgramResult(1, "", "no such user") : null;
        Assert.Throws<SchedulingException>(
            () => scheduler.Register(scheduler.Plan(Jobs.Of(scheduler) with { Account = "nobody-at-all" })));
        Assert.Empty(Directory.GetFiles(Units));
    }

    [Fact]
    public void A_unit_of_the_machine_may_write_where_it_must_and_nowhere_else()
    {
        var unit = scheduler.Plan(Jobs.Of(scheduler)).Files[1].Text;
        foreach (var line in (string[])["ProtectSystem=strict", "PrivateTmp=yes", "NoNewPrivileges=yes",
            "ReadWritePaths=\"/var/lib/plain\"", "TimeoutStartSec=14400", "SuccessExitStatus=2"])
        {
            Assert.Contains(line + "\n", unit, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_scan_of_files_in_tmp_sees_them()
    {
        var unit = scheduler.Plan(Jobs.Of(scheduler) with { Readable = ["/tmp/flows/a.csv"] }).Files[1].Text;
        Assert.DoesNotContain("PrivateTmp", unit, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_of_a_user_asks_for_nothing_that_only_root_can_do()
    {
        var own = Of(isUser: true);
        var plan = own.Plan(Jobs.Of(own));
        Assert.DoesNotContain("Protect", plan.Files[1].Text, StringComparison.Ordinal);
        Assert.Contains("systemctl --user daemon-reload", plan.Commands);
        Assert.Throws<SchedulingException>(() => own.Plan(Jobs.Of(own) with { Account = "netops" }));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("two words")]
    [InlineData("100% $HOME ${x} $$")]
    [InlineData("it's \"quoted\"")]
    [InlineData(@"back\slash")]
    public void Any_path_comes_back_as_it_was_given(string part)
    {
        Jobs.Of(scheduler, part);
        var job = Jobs.Of(scheduler, part) with { Writable = ["/var/lib"] };
        scheduler.Register(scheduler.Plan(job));
        var found = Assert.Single(scheduler.List());
        Assert.Equal(string.Join(' ', [job.Command.Program, .. job.Command.Arguments]), found.Command);
        Assert.Equal(job.WorkingDirectory, found.WorkingDirectory);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("two words")]
    [InlineData("100% $HOME")]
    [InlineData("a \"quoted\" word")]
    [InlineData("it's")]
    public void Units_are_what_systemd_takes(string part)
    {
        if (!ScanSchedulers.Has("systemd-analyze")) Assert.Skip("systemd-analyze is not installed");
        scheduler.Register(scheduler.Plan(Jobs.Of(scheduler, part)));
        Verify(Directory.GetFiles(Units));
    }

    [Fact]
    public void Calendars_are_what_systemd_takes()
    {
        if (!ScanSchedulers.Has("systemd-analyze")) Assert.Skip("systemd-analyze is not installed");
        foreach (var minutes in (int[])[1, 15, 60, 360, 1440])
        {
            var schedule = ScanSchedule.Often(TimeSpan.FromMinutes(minutes));
            Assert.Equal((0, ""), Analyze(["calendar", schedule.Calendar]));
        }
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("-rf")]
    [InlineData("two words")]
    [InlineData("new\nline")]
    [InlineData("")]
    public void A_name_that_is_no_part_of_a_file_name_is_refused(string name) =>
        Assert.Throws<SchedulingException>(() => scheduler.Plan(Jobs.Of(scheduler, name: name)));

    [Fact]
    public void A_path_with_a_line_break_adds_no_line_to_a_unit() => Assert.Throws<SchedulingException>(
        () => scheduler.Plan(Jobs.Of(scheduler, "x\nExecStartPre=/bin/rm")));

    private string Units => folder.File("units");

    private static ProgramResult Said(string text) => new(0, text, "");

    private static void Verify(string[] units) => Assert.Equal((0, ""), Analyze(["verify", "--man=no", .. units]));

    private static (int ExitCode, string Error) Analyze(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("systemd-analyze", arguments)
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }

    private SystemdScheduler Of(bool isUser)
    {
        Directory.CreateDirectory(Units);
        return new SystemdScheduler(programs, new SchedulingFolders(folder.File("settings"), Units), isUser);
    }

    private string[] Texts() =>
        [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order().Select(File.ReadAllText)];
}
