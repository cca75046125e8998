using System.Collections;
using System.Management.Automation;
using NetAnomaly.Operations.Scheduling;
using NetAnomaly.PowerShell.Binding;
using Folder = System.IO.Path;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Lets a scheduler of the operating system start Invoke-AnomalyScan.</summary>
[Cmdlet(
    VerbsLifecycle.Register, "AnomalyScan", DefaultParameterSetName = DailySet, SupportsShouldProcess = true)]
[OutputType(typeof(AnomalyScanRegistration))]
public sealed class RegisterAnomalyScanCommand : CancellableCmdlet
{
    private const string DailySet = "Daily";
    private const string OftenSet = "Often";

    /// <summary>The name of the registration.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The parameters of Invoke-AnomalyScan.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public Hashtable? Scan { get; set; }

    /// <summary>The time of the day, in the time of the machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DailySet)]
    public TimeSpan At { get; set; }

    /// <summary>The time from one start to the next, counted from midnight.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OftenSet)]
    public TimeSpan Every { get; set; }

    /// <summary>What starts the scan.</summary>
    [Parameter]
    public ScanScheduler Kind { get; set; }

    /// <summary>Units of the user's own systemd.</summary>
    [Parameter]
    public SwitchParameter User { get; set; }

    /// <summary>The account that the scan runs as.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Account { get; set; }

    /// <summary>The account with its password, where Windows is to keep it.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The folder that the scan runs in; that of its state by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>The PowerShell: pwsh or pwsh.dll; the running one by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PowerShellPath { get; set; }

    /// <summary>The module; the copy that runs by default.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ModulePath { get; set; }

    /// <summary>Further folders that the scan writes to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] WritablePath { get; set; } = [];

    /// <summary>After how long a run is ended.</summary>
    [Parameter]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Replaces a registration of this name that differs.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        try
        {
            Register();
        }
        catch (SchedulingException cause)
        {
            ThrowTerminatingError(SchedulingErrors.Of(cause, Name));
        }
    }

    private bool IsPreview =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked)
            ? ((SwitchParameter)asked).ToBool()
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    private void Register()
    {
        var (kind, isUser) = Choose();
        var account = AccountName();
        var scheduler = ScanSchedulers.Of(kind, isUser, account);
        var arguments = new ScanArguments(this, typeof(InvokeAnomalyScanCommand), Scan!);
        var plan = scheduler.Plan(Job(arguments, scheduler, account));
        Tell(arguments, kind, isUser, account);
        if (!IsPreview)
        {
            var state = scheduler.Compare(plan);
            if (state == RegistrationState.Different && !Force)
            {
                ThrowTerminatingError(SchedulingErrors.Exists(Name, kind));
                return;
            }

            if (state == RegistrationState.Same)
            {
                this.Explain($"The scan '{Name}' is registered already, as it is to be.");
                WriteRegistered(scheduler);
                return;
            }
        }

        if (!this.AgreesToAll($"{plan}", $"Register the scan '{Name}', {plan.Job.Schedule}?")) return;
        scheduler.Register(plan);
        WriteRegistered(scheduler);
    }

    private (ScanScheduler Kind, bool IsUser) Choose()
    {
        var kind = Kind != ScanScheduler.Auto ? Kind : User ? ScanScheduler.Systemd : ScanSchedulers.Find();
        JobRules.Require(
            !User || kind == ScanScheduler.Systemd, $"-User belongs to systemd, not to {kind}.", "Leave it out.");
        // Who may not make units for all makes his own, unless he says what he wants.
        var isOwn = Kind == ScanScheduler.Auto && kind == ScanScheduler.Systemd && Account is null
            && !Environment.IsPrivilegedProcess;
        return (kind, User || isOwn);
    }

    private string? AccountName()
    {
        JobRules.Require(
            Credential is null || Account is null || Account == Credential.UserName,
            "-Account and -Credential name different accounts.", "Leave -Account out.");
        return Credential?.UserName ?? Account;
    }

    private ScanJob Job(ScanArguments arguments, IScanScheduler scheduler, string? account)
    {
        var state = Folder.GetDirectoryName((string)arguments.Values["StatePath"])!;
        var command = Command(scheduler.SettingsPath(Name));
        var folder = WorkingDirectory is null ? state : Existing(nameof(WorkingDirectory), WorkingDirectory);
        return new ScanJob
        {
            Name = Name,
            Schedule = ParameterSetName == DailySet ? ScanSchedule.Daily(At) : ScanSchedule.Often(Every),
            Command = command,
            Settings = ScanSettings.Text(arguments.Values),
            WorkingDirectory = folder,
            Account = account,
            Password = Credential?.GetNetworkCredential().Password,
            Writable =
            [
                .. arguments.Writable.Concat(WritablePath.Select(path => Existing(nameof(WritablePath), path)))
                    .Distinct(StringComparer.Ordinal),
            ],
            Readable = [.. arguments.Readable, command.Program, .. command.Arguments, folder],
            TimeLimit = TimeLimit,
        };
    }

    private JobCommand Command(string settings)
    {
        var module = ModulePath is null ? PowerShellProcess.Manifest : ProviderPaths.Target(this, ModulePath);
        if (!Directory.Exists(module)) module = Folder.GetDirectoryName(module) ?? module;
        var script = Folder.Combine(module, "module", "Invoke-NightlyScan.ps1");
        JobRules.Require(
            File.Exists(script), $"'{module}' is no copy of this module: it has no {script}.",
            "Give the folder of the module, the one with NetAnomaly.psd1, as -ModulePath.");
        var (program, before) = PowerShell();
        return new JobCommand(program, before, script, settings);
    }

    private (string Program, string[] Before) PowerShell()
    {
        if (PowerShellPath is null)
        {
            return PowerShellProcess.Command ?? throw new SchedulingException(
                SchedulingFault.Invalid, "This PowerShell is part of another program.",
                "Give the path of a pwsh of version 7.6 or later as -PowerShellPath.");
        }

        var path = ProviderPaths.Target(this, PowerShellPath);
        JobRules.Require(File.Exists(path), $"There is no '{path}'.", "Give the path of pwsh as -PowerShellPath.");
        if (!path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) return (path, []);
        var dotnet = PowerShellProcess.Dotnet
            ?? ScanSchedulers.OnPath(OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return dotnet is not null ? (dotnet, [path]) : throw new SchedulingException(
            SchedulingFault.Invalid, $"'{path}' needs dotnet, which is not on PATH.",
            "Give the path of a pwsh program.");
    }

    private string Existing(string parameter, string path)
    {
        var folder = ProviderPaths.Target(this, path);
        JobRules.Require(
            Directory.Exists(folder), $"The folder '{folder}' of -{parameter} is not there.",
            "Make it, for the account that the scan runs as.");
        return folder;
    }

    private void Tell(ScanArguments arguments, ScanScheduler kind, bool isUser, string? account)
    {
        if (arguments.Completed.Count > 0)
        {
            this.Warn("The scan is not started from here, so that paths are kept in full: "
                + string.Join("; ", arguments.Completed) + ".");
        }

        if (arguments.Values["Model"] is string model && !File.Exists(model))
            this.Warn($"There is no model '{model}' yet; until there is, every run fails.");
        if (kind != ScanScheduler.Systemd) return;
        if (!isUser && account is null)
            this.Warn("The scan runs as root; give it an account of its own with -Account.");
        if (isUser && !File.Exists($"/var/lib/systemd/linger/{Environment.UserName}"))
        {
            this.Warn($"Units of a user run while that user is logged in; 'loginctl enable-linger "
                + $"{Environment.UserName}' lets them run at any time.");
        }
    }

    private void WriteRegistered(IScanScheduler scheduler)
    {
        foreach (var registered in scheduler.List().Where(one => one.Name == Name)) WriteObject(registered);
    }
}
