namespace NetAnomaly.Operations.Scheduling;

/// <summary>Starts the programs that speak to schedulers: systemctl, crontab, schtasks.</summary>
internal interface IProgramRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">What it is given, each as it is.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <exception cref="SchedulingException">There is no such program, or it does not end.</exception>
    ProgramResult Run(string program, IReadOnlyList<string> arguments, string input = "");
}
