using System.Management.Automation;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Installs the Torch engine, from an engine pack or from packages on the user's own NuGet feeds.</summary>
[Cmdlet(VerbsLifecycle.Install, "AnomalyEngine", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(AnomalyEngine))]
public sealed class InstallAnomalyEngineCommand : FileCmdlet
{
    private const string FeedSet = "FromFeed";
    private const string Auto = "Auto";
    private ProgressLine? line;

    /// <summary>Makes the pack of packages on the user's own NuGet feeds.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FeedSet)]
    public SwitchParameter FromFeed { get; set; }

    /// <summary>Which packages: Cpu, Cuda, or as this machine has a GPU.</summary>
    [Parameter(ParameterSetName = FeedSet)]
    [ValidateSet(Auto, "Cpu", "Cuda")]
    public string Device { get; set; } = Auto;

    /// <summary>Feeds to ask instead of those that are configured.</summary>
    [Parameter(ParameterSetName = FeedSet)]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <summary>For whom.</summary>
    [Parameter]
    [ValidateSet(nameof(EngineScope.CurrentUser), nameof(EngineScope.AllUsers))]
    public EngineScope Scope { get; set; } = EngineScope.CurrentUser;

    /// <summary>Replaces a pack that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void OnBegin() => line = new ProgressLine(this, "Installing the Torch engine");

    /// <inheritdoc/>
    protected override void ProcessFile(string path) => Install(path, platform =>
    {
        var installer = new PackInstaller(platform);
        var manifest = installer.Inspect(path, Scope, Force);
        return this.Agrees(
            installer.Place(manifest, Scope),
            $"Install the engine pack {manifest.Name} with TorchSharp {manifest.TorchSharp}")
            ? installer.Install(path, Scope, Force, new Shown<double>(share => line!.Show(path, share)), Cancellation)
            : null;
    });

    /// <inheritdoc/>
    protected override void OnEnd()
    {
        if (!FromFeed) return;
        var device = (Device != Auto ? Device : NvidiaDriver.IsThere ? "Cuda" : "Cpu").ToLowerInvariant();
        Install(null, platform => new FeedInstaller(platform) is var installer
            && this.Agrees(
                installer.Place(device, Scope),
                $"Install the engine pack torch-{device}-{platform.Runtime} with TorchSharp {platform.TorchSharp} "
                    + $"from NuGet")
            ? installer.Install(device, Source, Scope, Force, new Shown<string>(what => line!.Show(what)), Cancellation)
            : null);
    }

    private void Install(string? path, Func<EnginePlatform, EnginePack?> install)
    {
        try
        {
            var running = TorchRuntime.Shared.Pack;
            if (install(EnginePlatform.Current) is not { } pack) return;
            if (running is not null)
                this.Warn(
                    "This process has started the Torch engine already, and goes on with it; a new process uses the "
                        + "new pack.");
            WriteObject(EngineDiagnostics.Installed(pack));
        }
        catch (EngineException cause)
        {
            WriteError(ErrorFactory.Engine(cause, path));
        }
        finally
        {
            line!.Complete();
        }
    }

    // Progress<T> would report from another thread.
    private sealed class Shown<T>(Action<T> show) : IProgress<T>
    {
        public void Report(T value) => show(value);
    }
}
