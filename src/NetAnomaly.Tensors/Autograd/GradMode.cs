namespace NetAnomaly.Tensors.Autograd;

/// <summary>Whether operations on this thread are recorded for <c>backward</c>.</summary>
internal sealed class GradMode : IDisposable
{
    [ThreadStatic]
    private static bool _off;

    private readonly bool _before;

    /// <summary>Switches recording on or off until disposed.</summary>
    public GradMode(bool enabled)
    {
        _before = _off;
        _off = !enabled;
    }

    /// <summary>Operations are recorded now.</summary>
    public static bool Enabled => !_off;

    /// <inheritdoc/>
    public void Dispose() => _off = _before;
}
