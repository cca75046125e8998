using System.Management.Automation;

namespace NetAnomaly.PowerShell.Bases;

/// <summary>
/// A cmdlet that Ctrl+C stops: stopping only cancels <see cref="Cancellation"/>, the work notices and ends, and what was opened is disposed
/// with the cmdlet.
/// </summary>
public abstract class CancellableCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource source = new();

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    protected CancellationToken Cancellation => source.Token;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(Begin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(End);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => source.Cancel();

    /// <summary>Before the first input.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>For each input.</summary>
    protected virtual void Process()
    {
    }

    /// <summary>After the last input; not called when the pipeline was stopped.</summary>
    protected virtual void End()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
    }

    // What a cancelled token raises is the pipeline being stopped, not an error.
    private void Run(Action step)
    {
        try
        {
            step();
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
