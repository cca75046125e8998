/// <summary>Something that comes from a package feed: PowerShell, Pester, or TorchSharp with libtorch.</summary>
/// <param name="Name">What people call it; also the MSBuild property that leaves it out.</param>
/// <param name="Missing">Why it is not there; <see langword="null"/> where it is.</param>
/// <param name="IsLeftOut">Whether it is missing because that was asked for, rather than because it could not be
/// restored.</param>
internal sealed record Part(string Name, string? Missing = null, bool IsLeftOut = false)
{
    public bool IsThere => Missing is null;

    /// <summary>A part that was left out with -Property NAME=false or by the environment.</summary>
    public static Part LeftOut(string name) => new(name, $"{name} was left out ({name}=false)", IsLeftOut: true);

    /// <summary>A part that could not be had; says so at once.</summary>
    public static Part NotRestored(string name, string reason)
    {
        var part = new Part(name, $"{name} could not be restored: {reason}");
        Console.WriteLine(
            $"warning: {part.Missing}\n         Everything else goes on. To leave it out on purpose: -Property "
                + $"{name}=false");
        return part;
    }
}
