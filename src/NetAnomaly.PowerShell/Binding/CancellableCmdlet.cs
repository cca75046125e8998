using System.Management.Automation;
using NetAnomaly.Core.Engines;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// A cmdlet that Ctrl+C stops: stopping only cancels <see cref="Cancellation"/>, the work notices and ends, and what
/// was opened is disposed with the cmdlet.
/// </summary>
public abstract class CancellableCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly Lock disposal = new();
    private bool disposed;

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    protected CancellationToken Cancellation => source.Token;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(OnBegin);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        // As Run, but without a delegate for each of millions of inputs.
        try
        {
            OnRecord();
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (EngineException cause)
        {
            ThrowTerminatingError(ErrorFactory.Engine(cause, null));
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(OnEnd);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        // Comes from another thread, at times when the cmdlet has ended already.
        lock (disposal)
        {
            if (!disposed) source.Cancel();
        }
    }

    /// <summary>Before the first input.</summary>
    protected virtual void OnBegin()
    {
    }

    /// <summary>For each input.</summary>
    protected virtual void OnRecord()
    {
    }

    /// <summary>After the last input; not called when the pipeline was stopped.</summary>
    protected virtual void OnEnd()
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
        if (!disposing) return;
        lock (disposal)
        {
            disposed = true;
            source.Dispose();
        }
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
        catch (EngineException cause)
        {
            // An engine that gives up in the middle of its work, as where memory ran out.
            ThrowTerminatingError(ErrorFactory.Engine(cause, null));
        }
    }
}
