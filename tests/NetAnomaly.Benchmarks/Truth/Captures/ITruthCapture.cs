namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>Traffic to learn from, and later traffic of which is known what in it is bad.</summary>
internal interface ITruthCapture
{
    /// <summary>What it is called, such as <c>ctu13-clean</c>.</summary>
    string Name { get; }

    /// <summary>The files it is read from; none where it is made.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>Whether chance plays a part, so that several seeds tell something.</summary>
    bool IsDrawn { get; }

    /// <summary>Reads or makes it.</summary>
    /// <param name="seed">What is drawn is drawn with this.</param>
    TruthTraffic Read(int seed);
}
