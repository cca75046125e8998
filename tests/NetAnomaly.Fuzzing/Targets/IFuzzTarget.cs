namespace NetAnomaly.Fuzzing.Targets;

/// <summary>What reads inputs.</summary>
internal interface IFuzzTarget
{
    /// <summary>Reads one, and says in a word or two what came of it.</summary>
    /// <param name="path">The input.</param>
    /// <param name="format">The format to take it for; <see langword="null"/> to recognise it.</param>
    /// <exception cref="FuzzFailure">What came of it is not allowed.</exception>
    string Read(string path, string? format);
}
