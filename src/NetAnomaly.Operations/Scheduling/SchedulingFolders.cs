namespace NetAnomaly.Operations.Scheduling;

/// <summary>Where the files of registrations lie.</summary>
/// <param name="Settings">The settings of scans.</param>
/// <param name="Units">The units of systemd.</param>
internal sealed record SchedulingFolders(string Settings, string Units)
{
    /// <summary>Those of this machine or of the user alone.</summary>
    public static SchedulingFolders Of(bool isSystem)
    {
        if (OperatingSystem.IsWindows())
        {
            var data = Environment.GetFolderPath(
                isSystem ? Environment.SpecialFolder.CommonApplicationData
                    : Environment.SpecialFolder.LocalApplicationData);
            return new SchedulingFolders(Path.Combine(data, "NetAnomaly", "Scans"), "");
        }

        if (isSystem) return new SchedulingFolders("/etc/netanomaly", "/etc/systemd/system");
        // XDG_CONFIG_HOME or .config in the home folder, which systemd reads, too.
        var own = Environment.GetFolderPath(
            OperatingSystem.IsMacOS() ? Environment.SpecialFolder.UserProfile
                : Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (OperatingSystem.IsMacOS()) own = Path.Combine(own, ".config");
        return new SchedulingFolders(Path.Combine(own, "netanomaly"), Path.Combine(own, "systemd", "user"));
    }
}
