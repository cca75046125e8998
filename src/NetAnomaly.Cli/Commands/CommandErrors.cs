using NetAnomaly.Cli.Output;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Engines;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Flows;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Cli.Commands;

/// <summary>
/// Turns the errors that users can mend into two lines on standard error, what and remedy; all others keep their stack.
/// </summary>
internal static class CommandErrors
{
    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (FlowFileException error)
        {
            return Fail(error.Message, error.Remedy);
        }
        catch (ModelFileException error)
        {
            return Fail(error.Message, error.Remedy);
        }
        catch (ScanStateException error)
        {
            return Fail(error.Message, error.Remedy);
        }
        catch (StateException error)
        {
            return Fail(error.Message, error.Remedy);
        }
        catch (EngineException error)
        {
            return Fail(error.Message, error.Remedy);
        }
        catch (TrainingException error)
        {
            return Fail(error.Message, error.Remedy);
        }
        catch (OperationCanceledException)
        {
            return Fail("Cancelled.", null);
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException
            or NotSupportedException)
        {
            return Fail(error.Message, null);
        }
    }

    private static int Fail(string message, string? remedy)
    {
        Terminal.Error.WriteLine($"error: {message}");
        if (remedy is not null) Terminal.Error.WriteLine($"       {remedy}");
        return ExitCode.Failure;
    }
}
