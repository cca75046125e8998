using System.ComponentModel;
using System.Runtime.InteropServices;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>The Application log of Windows, with the source <c>NetAnomaly</c>.</summary>
internal sealed class EventLogTarget : IAlertTarget
{
    private const int MostCharacters = 31_839;
    private const string Source = "NetAnomaly";

    /// <exception cref="DeliveryException">This is not Windows.</exception>
    public EventLogTarget()
    {
        if (OperatingSystem.IsWindows()) return;
        throw new DeliveryException(
            "The Event Log is of Windows only; on this system send to syslog (udp://localhost:514).", canRetry: false);
    }

    /// <inheritdoc/>
    public string Name => "eventlog:Application";

    /// <inheritdoc/>
    public Task SendAsync(AlertDocument document, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var text = $"{document.Title}\n\n{document.Text}";
        if (text.Length > MostCharacters) text = AlertText.Start(text, MostCharacters);
        var source = RegisterEventSource(null, Source);
        if (source == 0) throw Failure();
        try
        {
            // The kind of event follows from the level: 1 error, 2 warning, 4 information.
            ushort type = document.Level switch
            {
                AlertLevel.Critical or AlertLevel.High => 1,
                AlertLevel.Medium => 2,
                _ => 4,
            };
            if (!ReportEvent(source, type, 0, 1 + (uint)document.Action, 0, 1, 0, [text], 0)) throw Failure();
        }
        finally
        {
            DeregisterEventSource(source);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private DeliveryException Failure()
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new DeliveryException($"{Name}: {cause.Message}", canRetry: true, cause);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [DllImport("advapi32", EntryPoint = "RegisterEventSourceW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern nint RegisterEventSource(string? server, string source);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [DllImport("advapi32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool DeregisterEventSource(nint source);

    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [DllImport("advapi32", EntryPoint = "ReportEventW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool ReportEvent(
        nint source, ushort type, ushort category, uint id, nint user, ushort strings, uint size, string[] texts,
        nint data);
}
