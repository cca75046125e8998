using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class SubjectLedgerTests
{
    private const long Hour = TimeSpan.TicksPerHour;
    private static readonly double Odd = -Math.Log(1e-3);
    private static readonly SubjectLedger Ledger = new(6 * Hour, 2);

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(1e-3)]
    [InlineData(1e-9)]
    public void A_p_value_pays_the_average_of_its_e_values(double p)
    {
        // The mean over κ of κ p^(κ − 1), by the midpoint rule.
        const int Steps = 200_000;
        var mean = Enumerable.Range(0, Steps).Average(i => (i + 0.5) / Steps * Math.Pow(p, ((i + 0.5) / Steps) - 1));
        Assert.Equal(Math.Log(mean), SubjectLedger.LogE(-Math.Log(p)), 1e-4);
    }

    [Fact]
    public void What_is_usual_costs_at_most_half_and_certainty_is_bounded()
    {
        Assert.Equal(Math.Log(0.5), SubjectLedger.LogE(0), 1e-4);
        Assert.Equal(SubjectLedger.LogE(-Math.Log(1e-12)), SubjectLedger.LogE(500), 12);
        Assert.True(SubjectLedger.LogE(0.5) < 0);
    }

    [Fact]
    public void Evidence_adds_up_and_fades_by_half_in_a_half_life()
    {
        var state = After((0, Odd));
        Assert.Equal(SubjectLedger.LogE(Odd), state.Ledger, 12);
        Ledger.Add(ref state, 6 * Hour, 0, Odd, 0, 0);
        Assert.Equal(1.5 * SubjectLedger.LogE(Odd), state.Ledger, 12);
        Assert.Equal(2, state.RunWindows);
        Assert.Equal((state.Ledger, 2, 0L), (state.Peak, state.Windows, state.RunStart));
    }

    [Fact]
    public void Windows_without_evidence_drain_it_and_the_next_run_begins_by_itself()
    {
        var state = After((0, Odd));
        var peak = state.Peak;
        var hour = 1;
        for (; state.Ledger > 0; hour++) Ledger.Add(ref state, hour * Hour, 0, 0, 0, 0);
        Assert.InRange(hour, 3, 20);
        Assert.Equal((0, peak, Odd), (state.RunStart, state.Peak, state.Strongest));

        Ledger.Add(ref state, hour * Hour, 0, 5, 0, 7);
        Assert.Equal((hour * Hour, 5.0, 7.0), (state.RunStart, state.Strongest, state.Mass));
        Assert.Equal(SubjectLedger.LogE(5), state.Peak, 12);
    }

    [Fact]
    public void More_than_a_day_of_silence_ends_a_run()
    {
        var (day, more) = (After((0, Odd)), After((0, Odd)));
        Ledger.Add(ref day, 24 * Hour, 0, Odd, 0, 0);
        Ledger.Add(ref more, 25 * Hour, 0, Odd, 0, 0);
        Assert.Equal(SubjectLedger.LogE(Odd) * (1 + (1 / 16.0)), day.Ledger, 12);
        Assert.Equal(0, day.RunStart);
        Assert.Equal(SubjectLedger.LogE(Odd), more.Ledger, 12);
        Assert.Equal(25 * Hour, more.RunStart);
    }

    [Fact]
    public void What_is_usual_for_the_subject_is_taken_off()
    {
        var state = After();
        Ledger.Add(ref state, 0, 0, Odd, 2, 3);
        Assert.Equal(SubjectLedger.LogE(Odd) - 2, state.Ledger, 12);
        Ledger.Add(ref state, Hour, 0, 0, 100, 4);
        Assert.Equal((0, 7), (state.Ledger, state.Mass));
    }

    [Fact]
    public void A_run_ends_where_nothing_is_left_and_runs_of_different_subjects_are_apart()
    {
        SubjectWindow[] windows =
        [
            new(1, 0, Odd, 0), new(1, Hour, Odd, 2), new(1, 40 * Hour, Odd, 0), new(2, 41 * Hour, Odd, 0),
            new(3, 0, 0, 0),
        ];
        var runs = SubjectRun.Of(windows, Ledger, _ => 0);
        Assert.Equal([(0, 2), (2, 3), (3, 4)], runs.Select(run => (run.From, run.To)));
        Assert.Equal([2.0, 0, 0], runs.Select(run => run.State.Mass));
    }

    [Fact]
    public void What_is_usual_is_known_of_subjects_with_four_windows_only()
    {
        var usual = UsualEvidence.Of(
            [
                .. Enumerable.Range(0, 4).Select(i => new SubjectWindow(1, i * Hour, Odd, 0)),
                .. Enumerable.Range(0, 3).Select(i => new SubjectWindow(2, i * Hour, Odd, 0)),
                .. Enumerable.Range(0, 9).Select(i => new SubjectWindow(3, i * Hour, 0, 0)),
            ]);
        Assert.Equal([1L], usual.Keys);
        Assert.Equal(4 * SubjectLedger.LogE(Odd) / 8, usual[1], 12);
    }

    [Fact]
    public void What_is_usual_in_one_half_of_the_windows_is_taken_off_in_the_other()
    {
        var usual = UsualEvidence.ByHalves(
            [
                .. Enumerable.Range(0, 8).Select(i => new SubjectWindow(1, i * Hour, i < 4 ? Odd : 0, 0)),
            ]);
        Assert.Equal(0, usual.InOtherHalf(1, 3 * Hour));
        Assert.Equal(4 * SubjectLedger.LogE(Odd) / 8, usual.InOtherHalf(1, 4 * Hour), 12);
    }

    [Fact]
    public void A_pair_that_speaks_in_every_window_has_spoken_in_all_and_silence_is_forgotten_by_half()
    {
        var state = new SubjectState { Last = long.MinValue };
        for (var number = 1; number <= 9; number++) Ledger.Add(ref state, number * Hour, number, 0, 0, 0);
        Assert.Equal(9, state.Spoken, 12);
        Assert.Equal(10, Ledger.SpokenIn(state, 10), 12);
        Assert.Equal(1 + (9 / 2.0), Ledger.SpokenIn(state, 12), 12);
        Assert.Equal(9, Ledger.SpokenIn(state, 9), 12);
    }

    [Fact]
    public void Hours_in_which_nobody_speaks_are_no_silence()
    {
        var state = new SubjectState { Last = long.MinValue };
        Ledger.Add(ref state, 0, 1, 0, 0, 0);
        Ledger.Add(ref state, 40 * Hour, 2, 0, 0, 0);
        Assert.Equal(2, state.Spoken, 12);
    }

    private static SubjectState After(params (long Window, double Evidence)[] windows)
    {
        var state = new SubjectState { Last = long.MinValue };
        foreach (var (window, evidence) in windows) Ledger.Add(ref state, window, 0, evidence, 0, 0);
        return state;
    }
}
