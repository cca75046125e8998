using System.Globalization;
using Spectre.Console;

namespace NetAnomaly.Cli.Output;

/// <summary>Runs some work under a progress bar on standard error; silent where that is not a terminal.</summary>
internal static class ProgressBar
{
    public static T Run<T>(string what, Func<IProgress<TrainingProgress>, T> work)
    {
        if (Console.IsErrorRedirected) return work(new Progress(_ => { }));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(what).IsIndeterminate();
                return work(new Progress(progress =>
                {
                    task.IsIndeterminate = false;
                    task.Value = 100 * progress.Fraction;
                    task.Description = string.Create(
                        CultureInfo.InvariantCulture,
                        $"epoch {progress.Epoch}/{progress.Epochs} loss {progress.Loss:0.000}");
                }));
            });
    }

    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
