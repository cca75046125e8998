using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Evaluation;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Metrics;

public sealed class IncidentMeasurementTests
{
    [Fact]
    public void The_first_right_incident_has_a_place_and_false_ones_before_it()
    {
        var metric = Measure(
            Result("10:00", Alice, 1e-6), Result("10:00", Bob, 1e-5, "Bot"), Result("10:00", Carol, 1e-4));

        Assert.Equal((3, 1, 2, 1), (metric.Shown, metric.Right, metric.FirstRight, metric.FalseBefore));
        Assert.Equal(
            [(5, 1 / 3.0), (10, 1 / 3.0), (20, 1 / 3.0)],
            metric.PrecisionPerDay.Select(one => (one.Top, one.Precision)));
    }

    [Fact]
    public void Where_none_is_right_all_are_false()
    {
        var metric = Measure(Result("10:00", Alice, 1e-6), Result("10:00", Bob, 1e-5, "Bot", anomalous: false));

        Assert.Equal((1, 0, null, 1), (metric.Shown, metric.Right, metric.FirstRight, metric.FalseBefore));
        Assert.Null(metric.TimeToDetect);
    }

    [Theory]
    [InlineData(1e-3, 1e-3, true)]
    [InlineData(1e-3, 1e-4, false)]
    [InlineData(1e-4, 1e-3, true)]
    public void Right_is_what_anomalous_conversations_carry_half_of(double bad, double harmless, bool right)
    {
        var metric = Measure(
            Result("10:00", Alice, bad, "Bot", to: Bob), Result("10:00", Alice, harmless, to: Carol));

        Assert.Equal((1, right ? 1 : 0), (metric.Shown, metric.Right));
    }

    [Fact]
    public void Precision_is_of_the_first_of_each_day()
    {
        var metric = Measure(
            [
                .. Enumerable.Range(1, 6).Select(i => Result("10:00", $"10.0.1.{i}", i * 1e-6, i < 6 ? "Bot" : null)),
                Result("2011-08-17T10:00", Alice, 1e-5),
            ]);

        Assert.Equal(
            [(5, 1 / 2.0), (10, 5 / 12.0)],
            metric.PrecisionPerDay.Take(2).Select(one => (one.Top, one.Precision)));
    }

    [Fact]
    public void Time_to_detect_runs_from_the_first_flow_to_the_end_of_the_window_that_a_right_incident_holds()
    {
        var metric = Measure(
            Result("10:30", Alice, 0.5, "Bot", anomalous: false), Result("12:15", Alice, 1e-6, "Bot"));

        Assert.Equal(TimeSpan.FromHours(2.5), metric.TimeToDetect);
    }

    [Fact]
    public void Weak_incidents_are_left_out_as_they_are_not_shown()
    {
        var measurement = new IncidentMeasurement(new LabelRule(), maxPerDay: 0.5);
        measurement.Add(Result("10:00", Alice, 1e-6, "Bot") with { IncidentCalibration = new Rate(1) });
        measurement.Add(Result("10:00", Bob, 1e-6, "Bot") with { IncidentCalibration = new Rate(0.1) });

        Assert.Equal(Bob, Assert.Single(measurement.Complete()).Incident.Host);
    }

    private static IncidentMetric Measure(params AnomalyResult[] results)
    {
        var measurement = new IncidentMeasurement(new LabelRule());
        foreach (var result in results) measurement.Add(result);
        return measurement.Measure(measurement.Complete());
    }

    private static AnomalyResult Result(
        string at, string from, double pValue, string? label = null, bool anomalous = true, string to = "10.9.9.9")
    {
        var sequence = SequenceMaker.Sequence(Flow(at, from, to, label: label));
        return new AnomalyResult
        {
            WindowStart = sequence.WindowStart, SourceAddress = from, DestinationAddress = to, FlowCount = 1,
            Score = -Math.Log(pValue), PValue = pValue, Verdict = anomalous ? Verdict.Anomalous : Verdict.Normal,
            Reason = "", TopFlows = [], Labels = sequence.Labels, Model = "m", Sequence = sequence,
        };
    }

    private sealed class Rate(double perDay) : IIncidentCalibration
    {
        public double Weight(double pValue) => 1;

        public double PerDay(double sum, bool ofDestination) => perDay;

        public bool IsAtTop(double sum, bool ofDestination) => false;

        public double Days => 1;
    }
}
