using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.Incidents;

public sealed class IncidentBuilderTests
{
    [Fact]
    public void A_scan_of_a_thousand_hosts_is_one_incident()
    {
        var incident = Assert.Single(
            IncidentBuilder.Of(
                Enumerable.Range(0, 1000).Select(
                    i => Result("10:00", "10.0.0.1", $"10.9.{i / 250}.{i % 250}", score: i, label: "scan"))));
        Assert.Equal(
            ("10.0.0.1", 1000, 1000L, 1000), (incident.Host, incident.Conversations, incident.Flows, incident.Peers));
        Assert.Equal(999, incident.Score);
        Assert.Equal(10, incident.Top.Count);
        Assert.Equal(999, incident.Top[0].Score);
        Assert.Equal(["scan"], incident.Labels);
        Assert.Equal(3, incident.Reasons.Count);
    }

    [Fact]
    public void Windows_that_follow_each_other_are_one_incident_and_a_pause_ends_it()
    {
        var incidents = IncidentBuilder.Of([Result("10:00"), Result("11:00"), Result("13:00"), Result("16:00")]);
        Assert.Equal(
            [(10, 14), (16, 17)],
            incidents.OrderBy(incident => incident.Start).Select(incident => (incident.Start.Hour, incident.End.Hour)));
        Assert.Equal(
            3, IncidentBuilder.Of([Result("10:00"), Result("11:00"), Result("13:00"), Result("16:00")], gap: 0).Count);
    }

    [Fact]
    public void An_ended_incident_is_handed_over_while_the_stream_goes_on()
    {
        var builder = new IncidentBuilder();
        Assert.Empty(builder.Add(Result("10:00")));
        Assert.Empty(builder.Add(Result("12:00", anomalous: false)));
        Assert.Single(builder.Add(Result("13:00", anomalous: false)));
        Assert.Empty(builder.Complete());
    }

    [Fact]
    public void Normal_results_make_no_incident() =>
        Assert.Empty(IncidentBuilder.Of([Result("10:00", anomalous: false)]));

    [Fact]
    public void The_id_stays_while_the_incident_grows_and_under_another_model_and_differs_between_hosts_hours_and_scans(
        )
    {
        var id = Id(Result("10:00"));
        Assert.Equal(id, Id(Result("10:00"), Result("11:00", to: "10.0.0.9")));
        Assert.Matches("^[0-9a-f]{16}$", id);
        Assert.Equal(id, Id(Result("10:00") with { Model = "other" }));
        Assert.Equal(id, Id(Result("10:00"), Result("10:00", to: "10.0.0.3") with { Model = "other" }));
        Assert.Equal(
            4,
            new[]
            {
                id, Id(Result("11:00")), Id(Result("10:00", from: "10.0.0.7")),
                Id(Result("10:00") with { Scan = "other" }),
            }.Distinct().Count());

        static string Id(params AnomalyResult[] results) => Assert.Single(IncidentBuilder.Of(results)).Id;
    }

    [Fact]
    public void A_result_of_an_earlier_window_extends_an_open_incident_and_leaves_its_id()
    {
        var builder = new IncidentBuilder(gap: 3);
        builder.Add(Result("10:00"));
        builder.Add(Result("09:00"));
        var incident = Assert.Single(builder.Complete());
        Assert.Equal(IncidentBuilder.Of([Result("10:00")])[0].Id, incident.Id);
        Assert.Equal(FlowMaker.At("09:00"), incident.Start);
        Assert.Equal(Subject.Host("10.0.0.1"), incident.Subject);
    }

    [Fact]
    public void Results_of_two_models_in_one_scan_make_one_incident_that_names_both()
    {
        var incident = Assert.Single(
            IncidentBuilder.Of([Result("10:00"), Result("10:00", to: "10.0.0.3") with { Model = "other" }]));
        Assert.Equal("m, other", incident.Model);
    }

    [Fact]
    public void A_flood_from_many_is_an_incident_of_the_host_that_it_hits()
    {
        Evidence[] evidence =
        [
            new("Source", 0.5, 0.1), new("NewSources", 1e-5, 0.9) { About = Subject.Host("10.0.0.80") },
        ];
        var incident = Assert.Single(
            IncidentBuilder.Of(
                Enumerable.Range(0, 50).Select(
                    i => Result("10:00", $"10.0.1.{i}", "10.0.0.80") with { Evidence = evidence })));
        Assert.Equal(("10.0.0.80", 50), (incident.Host, incident.Peers));
    }

    [Fact]
    public void Many_conversations_weigh_more_than_one_a_little_stranger()
    {
        var incidents = IncidentBuilder.Of(
            [
                Result("10:00", "10.0.0.1", score: 10),
                .. Enumerable.Range(0, 500).Select(i => Result("10:00", "10.0.0.2", $"10.1.0.{i}", score: 9)),
            ]);
        Assert.Equal(["10.0.0.2", "10.0.0.1"], incidents.Select(incident => incident.Host));
    }

    [Fact]
    public void What_a_scale_cannot_count_is_listed_without_a_rate()
    {
        // Nothing adds to a strength: 24 hosts a day are all as strong.
        var incident = Assert.Single(IncidentBuilder.Of([Rated(new Scale(0, _ => 24), 0.04, least: 0.04)]));
        Assert.Equal(24, incident.ExpectedPerDay);
        Assert.Null(Assert.IsType<AnomalyIncident>(IncidentBuilder.Within(incident, 20)).ExpectedPerDay);
        Assert.Equal(24, IncidentBuilder.Within(incident, 30)!.ExpectedPerDay);
    }

    [Fact]
    public void What_normal_traffic_brings_more_often_is_left_out_where_the_scale_could_have_counted_it()
    {
        // Weaker than the strongest host of training.
        var weak = Assert.Single(IncidentBuilder.Of([Rated(new Scale(100, sum => 2400 / sum), 0.05, least: 0.01)]));
        Assert.Null(IncidentBuilder.Within(weak, 20));
        // As strong as that one, and might have been stronger.
        var strong = Assert.Single(IncidentBuilder.Of([Rated(new Scale(20, sum => 2400 / sum), 0.05, least: 0.001)]));
        Assert.Null(IncidentBuilder.Within(strong, 20));
        // As strong as any could be.
        var strongest = Assert.Single(IncidentBuilder.Of([Rated(new Scale(20, sum => 2400 / sum), 0.05, least: 0.05)]));
        Assert.Null(IncidentBuilder.Within(strongest, 20)!.ExpectedPerDay);
    }

    [Theory]
    [InlineData(1, "an estimated 3 a day")]
    [InlineData(2, "brings 3 a day")]
    public void A_rate_of_one_day_is_called_an_estimate(double days, string expected)
    {
        var incident = Assert.Single(
            IncidentBuilder.Of([Rated(new Scale(0, _ => 3) { Days = days }, 0.01, least: 0.001)]));
        Assert.Equal(days <= 1, incident.IsEstimate);
        Assert.Contains(expected, incident.ToString(), StringComparison.Ordinal);
    }

    private static AnomalyResult Rated(IIncidentCalibration scale, double pValue, double least) => Result("10:00") with
    {
        PValue = pValue, IncidentCalibration = scale, CautiousPValue = pValue, SmallestCautiousPValue = least,
    };

    // A scale on which a conversation weighs 1/p.
    private sealed record Scale(double Strongest, Func<double, double> Rate) : IIncidentCalibration
    {
        public double Days { get; init; } = 5;

        public double Weight(double pValue) => 1 / pValue;

        public double PerDay(double sum, bool ofDestination) => Rate(sum);

        public bool IsAtTop(double sum, bool ofDestination) => sum >= Strongest;
    }

    private static AnomalyResult Result(
        string window, string from = "10.0.0.1", string to = "10.0.0.2", double score = 5, bool anomalous = true,
        string? label = null)
    {
        var sequence = SequenceMaker.Sequence(FlowMaker.Flow(window, from, to, label: label));
        return new AnomalyResult
        {
            WindowStart = sequence.WindowStart, SourceAddress = from, DestinationAddress = to, FlowCount = 1,
            Score = score, PValue = Math.Exp(-score), Verdict = anomalous ? Verdict.Anomalous : Verdict.Normal,
            Reason = $"score {score}", TopFlows = [], Labels = sequence.Labels, Model = "m", Sequence = sequence,
        };
    }
}
