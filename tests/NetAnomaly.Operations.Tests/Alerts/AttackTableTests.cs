using NetAnomaly.Core.Incidents;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Tests.Alerts;

public sealed class AttackTableTests
{
    [Theory]
    [InlineData("Ports", null, 22, "10.0.1.1", "T1046")]
    [InlineData("FanOut", "Unanswered", 445, "10.0.1.1", "T1046")]
    [InlineData("Unanswered", "NewDestinations", 445, "10.0.1.1", "T1046")]
    [InlineData("FlowCount", null, 22, "10.0.1.1", "T1110")]
    [InlineData("BytesOut", null, 443, "203.0.113.9", "T1048")]
    [InlineData("BytesOut", "Regularity", 443, "203.0.113.9", "T1041")]
    [InlineData("FanIn", "FlowCount", 443, "10.0.1.1", "T1499")]
    [InlineData("FanIn", "BytesOut", 443, "10.0.1.1", "T1498")]
    [InlineData("Regularity", null, 443, "203.0.113.9", "T1071.001")]
    [InlineData("RegularityOfNewHost", null, 53, "203.0.113.9", "T1071.004")]
    [InlineData("Regularity", null, 25, "203.0.113.9", "T1071.003")]
    [InlineData("Regularity", null, 4444, "203.0.113.9", "T1571")]
    [InlineData("Regularity", null, null, "203.0.113.9", "T1071")]
    public void Evidence_names_a_technique(
        string leading, string? beside, int? port, string destination, string technique) =>
        Assert.Equal(technique, Assert.Single(Techniques(port, destination, Of(leading, beside))).Id);

    [Theory]
    [InlineData("FanOut", null, 445, "10.0.1.1")]
    [InlineData("FlowCount", null, 443, "10.0.1.1")]
    [InlineData("BytesOut", null, 445, "192.168.7.7")]
    [InlineData("FanIn", null, 443, "10.0.1.1")]
    [InlineData("NewSources", "BytesOut", 443, "10.0.1.1")]
    [InlineData("NewHost", null, 443, "10.0.1.1")]
    [InlineData("NewService", "NewHost", 22, "10.0.1.1")]
    [InlineData("TokenFrequency ServicePort", "Together", 22, "203.0.113.9")]
    public void Other_evidence_names_none(string leading, string? beside, int? port, string destination) =>
        Assert.Empty(Techniques(port, destination, Of(leading, beside)));

    [Fact]
    public void Evidence_that_carries_little_or_is_usual_names_none()
    {
        Assert.Empty(Techniques(22, "10.0.1.1", [new("Source", 0.001, 0.8), new("Ports", 0.001, 0.2)]));
        Assert.Empty(Techniques(22, "10.0.1.1", [new("Ports", 0.3, 0.9)]));
    }

    [Fact]
    public void What_speaks_together_names_what_it_is_made_of()
    {
        Evidence[] scan = [new("Together", 1e-5, 0.6), new("Ports", 0.001, 0.02), new("Unanswered", 0.002, 0.01)];
        Assert.Equal("T1046", Assert.Single(Techniques(null, "10.0.1.1", scan)).Id);
        Evidence[] host = [new("Accumulation", 1e-5, 0.6), new("Persistence", 0.001, 0.02), new("Ports", 0.03, 0.01)];
        Assert.Empty(Techniques(null, "10.0.1.1", host));
    }

    [Fact]
    public void Every_kind_in_the_table_is_one_that_detectors_give()
    {
        var known = Enum.GetNames(typeof(IncidentBuilder).Assembly
            .GetType("NetAnomaly.Core.Detectors.Ledgers.LedgerEvidence", throwOnError: true)!);
        Assert.All(AttackTable.Rules, rule =>
        {
            Assert.Subset(known.ToHashSet(), rule.Leading.Concat(rule.Beside).ToHashSet());
            Assert.NotEmpty(rule.Why);
        });
    }

    private static Evidence[] Of(string leading, string? beside) => beside is null
        ? [new(leading, 0.001, 0.8)]
        : [new(leading, 0.001, 0.8), new(beside, 0.01, 0.1)];

    private static IReadOnlyList<AttackTechnique> Techniques(int? port, string destination, Evidence[] evidence) =>
        AttackTable.Of([new AlertConversation(SampleAlert.Result("", evidence, port, destination))]);
}
