using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>Windows of one subject in which evidence added up.</summary>
/// <param name="State">What is known of it at its end.</param>
/// <param name="From">Its first window, among those of all subjects.</param>
/// <param name="To">The window behind its last.</param>
internal readonly record struct SubjectRun(SubjectState State, int From, int To)
{
    /// <summary>The runs of subjects.</summary>
    /// <param name="own">Ordered by subject and window.</param>
    /// <param name="ledger">Adds evidence up.</param>
    /// <param name="usual">ln e that a window usually brings.</param>
    public static List<SubjectRun> Of(
        SubjectWindow[] own, SubjectLedger ledger, Func<SubjectWindow, double> usual)
    {
        var runs = new List<SubjectRun>();
        var (state, from) = (Silent(), 0);
        for (var i = 0; i < own.Length; i++)
        {
            if (i > 0 && own[i].Subject != own[i - 1].Subject)
            {
                End(i);
                (state, from) = (Silent(), i);
            }

            var before = state;
            ledger.Add(ref state, own[i].Window, 0, own[i].Evidence, usual(own[i]), own[i].Mass);
            if (before.Windows == 0 || state.RunStart == before.RunStart) continue;
            if (before.Peak > 0) runs.Add(new SubjectRun(before, from, i));
            from = i;
        }

        End(own.Length);
        return runs;

        void End(int to)
        {
            if (state.Peak > 0) runs.Add(new SubjectRun(state, from, to));
        }

    }

    /// <summary>What is known of each subject at the end of each of its windows.</summary>
    /// <param name="own">Ordered by subject and window.</param>
    /// <param name="ledger">Adds evidence up.</param>
    /// <param name="usual">ln e that a window usually brings.</param>
    public static SubjectState[] States(
        SubjectWindow[] own, SubjectLedger ledger, Func<SubjectWindow, double> usual)
    {
        var states = new SubjectState[own.Length];
        var state = Silent();
        for (var i = 0; i < own.Length; i++)
        {
            if (i > 0 && own[i].Subject != own[i - 1].Subject) state = Silent();
            ledger.Add(ref state, own[i].Window, 0, own[i].Evidence, usual(own[i]), own[i].Mass);
            states[i] = state;
        }

        return states;
    }

    private static SubjectState Silent() => new() { Last = long.MinValue };
}
