namespace NetAnomaly.Cli.Output;

/// <summary>
/// Where this program writes text for people. Nothing is written past it but tables and progress bars, whose texts are
/// made visible where they are put in.
/// </summary>
internal static class Terminal
{
    /// <summary>Standard output.</summary>
    public static TextWriter Output { get; } = new VisibleWriter(Console.Out);

    /// <summary>Standard error.</summary>
    public static TextWriter Error { get; } = new VisibleWriter(Console.Error);
}
