using System.Management.Automation;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.Engines.Packs;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Removes engine packs.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "AnomalyEngine", DefaultParameterSetName = ScopeSet, SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UninstallAnomalyEngineCommand : CancellableCmdlet
{
    private const string ScopeSet = "Scope";
    private const string InputSet = "Input";

    /// <summary>The packs, as Get-AnomalyEngine gives them; engines without a pack are passed over.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public AnomalyEngine[] InputObject { get; set; } = [];

    /// <summary>Whose packs are removed.</summary>
    [Parameter(ParameterSetName = ScopeSet)]
    [ValidateSet(nameof(EngineScope.CurrentUser), nameof(EngineScope.AllUsers))]
    public EngineScope Scope { get; set; } = EngineScope.CurrentUser;

    /// <summary>Only packs for this device.</summary>
    [Parameter(ParameterSetName = ScopeSet)]
    [ValidateSet("Cpu", "Cuda")]
    public string? Device { get; set; }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        var platform = EnginePlatform.Current;
        if (ParameterSetName == InputSet)
        {
            foreach (var folder in InputObject.Select(engine => engine.Path).OfType<string>()) Remove(platform, folder);
            return;
        }

        var (packs, broken) = new PackStore(platform).Find();
        var folders = packs.Where(
            pack => pack.Scope == Scope
                && (Device is null || pack.Manifest.Device.Equals(Device, StringComparison.OrdinalIgnoreCase)))
                    .Select(pack => pack.Folder)
            .Concat(broken.Where(found => found.Scope == Scope && Device is null).Select(found => found.Folder))
            .ToArray();
        if (folders.Length == 0)
            WriteError(ErrorFactory.EnginePackNotFound($"of {Scope}{(Device is null ? "" : $" for {Device}")}", null));
        foreach (var folder in folders) Remove(platform, folder);
    }

    private void Remove(EnginePlatform platform, string folder)
    {
        // Whatever an object says, only what lies where packs lie is removed.
        if (!platform.Folders.Any(place => Path.GetDirectoryName(Path.GetFullPath(folder)) == place.Folder)
            || !Directory.Exists(folder))
        {
            WriteError(ErrorFactory.EnginePackNotFound($"in '{folder}'", folder));
            return;
        }

        if (!this.Agrees(folder, "Remove the engine pack")) return;
        try
        {
            PackStore.Remove(folder);
            if (TorchRuntime.Shared.Pack?.Folder == folder)
                this.Warn(
                    "This process has started the engine that is removed, and goes on with what it has loaded of it.");
        }
        catch (EngineException cause)
        {
            WriteError(ErrorFactory.Engine(cause, folder));
        }
    }
}
