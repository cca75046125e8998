using System.Text;
using NetAnomaly.Flows.Disk;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>
/// A directory in which every version of an alert is a file of one line, written as a whole or not at all. One that is
/// sent again replaces itself.
/// </summary>
internal sealed class DirectoryTarget(DirectoryTargetOptions options) : IAlertTarget
{
    /// <inheritdoc/>
    public string Name => options.Path;

    /// <inheritdoc/>
    public async Task SendAsync(AlertDocument document, CancellationToken cancellation)
    {
        var ending = document.Format switch
        {
            AlertFormat.Cef => ".cef",
            AlertFormat.Syslog => ".log",
            _ => ".jsonl",
        };
        try
        {
            Directory.CreateDirectory(options.Path);
            using var file = new PendingFile(
                Path.Combine(options.Path, FileNames.Of(document.Key) + ending), overwrite: true);
            await file.Stream.WriteAsync(Encoding.UTF8.GetBytes(document.Text + "\n"), cancellation)
                .ConfigureAwait(false);
            file.Complete();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException($"{options.Path}: {cause.Message}", canRetry: cause is IOException, cause);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
