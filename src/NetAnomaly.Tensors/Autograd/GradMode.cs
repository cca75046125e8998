namespace NetAnomaly.Tensors;

/// <summary>Whether operations on this thread are recorded for <c>backward</c>.</summary>
internal sealed class GradMode : IDisposable
{
    [ThreadStatic]
    private static bool _off;

    // A mode knows only what to go back to, so that two of them serve everybody.
    private static readonly GradMode BackToOff = new(off: true), BackToOn = new(off: false);

    private readonly bool _before;

    private GradMode(bool off) => _before = off;

    /// <summary>Operations are recorded now.</summary>
    public static bool Enabled => !_off;

    /// <summary>Switches recording on or off until disposed.</summary>
    public static GradMode Switch(bool enabled)
    {
        var back = _off ? BackToOff : BackToOn;
        _off = !enabled;
        return back;
    }

    /// <inheritdoc/>
    public void Dispose() => _off = _before;
}
