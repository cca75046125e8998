namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>
/// Finds the newest instruction set with which an engine answers rightly on this processor, and remembers it.
/// </summary>
/// <param name="memory">What was found before.</param>
/// <param name="process">Tests with a limit; <see langword="null"/> where this host cannot start one.</param>
internal sealed class InstructionSetSearch(SelfTestMemory memory, ISelfTestProcess? process)
{
    // Raised when the self-test asks more: what an older one found is then not taken for an answer.
    private const int Edition = 2;

    /// <summary>What is remembered of an engine on this processor is found under this.</summary>
    /// <param name="engine">The engine, with all that its answers depend on.</param>
    public static string Key(string engine) => $"{ProcessorIdentity.Current}; {engine}; self-test {Edition}";

    /// <summary>Finds it.</summary>
    /// <param name="key">What <see cref="Key"/> makes.</param>
    /// <param name="renew">Whether to test again what was found before.</param>
    /// <returns>What is known; <see langword="null"/> where no process could be asked.</returns>
    public SelfTestRecord? Find(string key, bool renew)
    {
        if (!renew && memory.Read(key) is { } known) return known;
        if (process is null || Search(key) is not { } found) return null;
        memory.Write(found);
        return found;
    }

    private SelfTestRecord? Search(string key)
    {
        SelfTestRecord? best = null;
        IReadOnlyList<SelfTestResult>? last = null;
        foreach (var limit in InstructionSets.Descending)
        {
            var answer = process!.Run(limit);

            // A process that ends well and says nothing would say no more with another limit.
            if (answer.Results is null && !answer.Crashed) break;
            last = answer.Results ?? last;
            if (answer.Results is not { } results) continue;
            if (results.All(result => result.Passed)) return new SelfTestRecord(key, limit, results);

            // Single precision is what counts; a device in another is asked before it is used.
            if (results.Any(result => result is { Precision: EnginePrecision.Single, Passed: true }))
            {
                best ??= new SelfTestRecord(key, limit, results);
            }
        }

        return best ?? (last is null ? null : new SelfTestRecord(key, null, last));
    }
}
