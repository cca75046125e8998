using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Tests.Suppressions;

public sealed class SuppressionDocumentTests
{
    private const string Two =
        """
        // Known to the network team.
        [
        {
          "id": "a",
          "reason": "backup", // ticket 7
          "author": "ada",
          "expires": "2027-01-01",
          "host": "10.0.0.1"
        },
        // The scanner.
        {
          "id": "b",
          "reason": "scan",
          "author": "bob",
          "expires": "2027-01-01T12:00:00+02:00",
          "network": "10.0.9.0/24",
          "ports": [443, 80],
        }
        ]

        """;

    [Fact]
    public void Comments_dates_and_offsets_are_read()
    {
        var read = Read(Two);
        Assert.Empty(read.Faults);
        Assert.Equal(["a", "b"], read.Suppressions.Select(one => one.Id));
        Assert.Equal(new DateTime(2027, 1, 1, 10, 0, 0, DateTimeKind.Utc), read.Find("b")!.Expires);
        Assert.Equal([443, 80], read.Find("b")!.Ports);
    }

    [Fact]
    public void All_that_is_written_is_read_back()
    {
        var one = Night.Suppression() with
        {
            Host = "10.0.9.2", Network = "fd00::/8", Pair = "10.0.9.2 *", Ports = [1, 2], Service = "tcp/8443",
            Evidence = ["FanOut", "New*"], Hours = "22:00-04:00", TimeZone = "Europe/Berlin",
            Pattern = "*\"ü\\ '<port>'*", MaxConversationsPerDay = 3, MaxFlowsPerDay = 4, MaxBytesPerDay = 1L << 50,
        };
        var written = Read("").With(one);
        Assert.Equal(one, Assert.Single(Read(written.ToString()).Suppressions));
        Assert.Contains("*\\\"ü\\\\ '<port>'*", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_one_comes_last_and_changes_one_comma()
    {
        var before = Read(Two).With(Full("c")).ToString();
        Assert.StartsWith(Two[..Two.LastIndexOf('}')], before, StringComparison.Ordinal);
        Assert.Equal(["a", "b", "c"], Read(before).Suppressions.Select(one => one.Id));
        Assert.EndsWith("}\n]\n", before, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_one_makes_the_array()
    {
        var text = Read("").With(Full("a")).With(Full("b")).ToString();
        Assert.StartsWith("[\n{\n  \"id\": \"a\",\n  \"reason\":", text, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(text);
        Assert.Equal(2, json.RootElement.GetArrayLength());
        Assert.Equal(["a"], Read("// none yet\n[]\n").With(Full("a")).Suppressions.Select(one => one.Id));
    }

    [Fact]
    public void A_change_touches_its_own_object_only()
    {
        var changed = Read(Two).Replace(Read(Two).Find("b")! with { Reason = "scan of May" }).ToString();
        var at = Two.LastIndexOf('{');
        Assert.Equal(Two[..at], changed[..at]);
        Assert.Equal("scan of May", Read(changed).Find("b")!.Reason);
        Assert.EndsWith("}\n]\n", changed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "b,c")]
    [InlineData("b", "a,c")]
    [InlineData("c", "a,b")]
    public void What_is_left_after_a_removal_is_an_array_still(string id, string left)
    {
        var text = Read("").With(Full("a")).With(Full("b")).With(Full("c")).Without(id).ToString();
        using var json = System.Text.Json.JsonDocument.Parse(text);
        Assert.Equal(left, string.Join(',', Read(text).Suppressions.Select(one => one.Id)));
        Assert.DoesNotContain("\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_one_can_be_removed_and_another_added()
    {
        var empty = Read("").With(Full("a")).Without("a");
        Assert.Empty(empty.Suppressions);
        Assert.Equal("[\n{\n", empty.With(Full("b")).ToString()[..4]);
    }

    [Theory]
    [InlineData("\"expires\": \"2027-01-01\"", "\"expires\": \"soon\"", 7, "expires is no time")]
    [InlineData("\"expires\": \"2027-01-01\",", "", 3, "expires is missing")]
    [InlineData("\"author\": \"ada\",", "", 3, "author is missing")]
    [InlineData("\"host\"", "\"hots\"", 8, "hots is no property of a suppression")]
    [InlineData("\"host\": \"10.0.0.1\"", "", 3, "scope is empty")]
    [InlineData("\"host\": \"10.0.0.1\"", "\"host\": \"10.0.0.0/8\"", 8, "host is not one address")]
    [InlineData("\"host\": \"10.0.0.1\"", "\"ports\": [70000]", 8, "ports holds what is no number")]
    [InlineData("\"host\": \"10.0.0.1\"", "\"hours\": \"25:00-26:00\"", 8, "hours is no range")]
    [InlineData("\"host\": \"10.0.0.1\"", "\"pattern\": \"*\"", 8, "pattern is empty")]
    [InlineData("\"host\": \"10.0.0.1\"", "\"host\": \"10.0.0.1\", \"timeZone\": \"UTC\"", 8, "timeZone is given")]
    [InlineData("\"host\": \"10.0.0.1\"", "\"host\": \"10.0.0.1\", \"host\": \"10.0.0.2\"", 8, "host is given twice")]
    [InlineData("\"ada\",", "\"ada\"", 7, "no JSON")]
    [InlineData("\"ada\",", "\"ada,", 6, "no JSON")]
    [InlineData("},\n", "\n", 3, "its closing brace is missing")]
    [InlineData("},\n", "},\nhosts: 7\n", 10, "there is text that belongs to no suppression")]
    public void A_mistake_is_named_by_its_line_and_costs_one_entry(string old, string now, int line, string problem)
    {
        var at = Two.IndexOf(old, StringComparison.Ordinal);
        var read = Read(string.Concat(Two.AsSpan(0, at), now, Two.AsSpan(at + old.Length)));
        var fault = Assert.Single(read.Faults);
        Assert.Equal(line, fault.Line);
        Assert.StartsWith($"known.json, line {line}: {problem}", fault.ToString(), StringComparison.Ordinal);
        Assert.Equal("b", read.Suppressions.Last().Id);
    }

    [Fact]
    public void An_id_that_comes_twice_is_a_mistake()
    {
        var fault = Assert.Single(Read(Two.Replace("\"b\"", "\"a\"", StringComparison.Ordinal)).Faults);
        Assert.Equal("known.json, line 12: id is that of the suppression on line 3 already.", fault.ToString());
    }

    [Fact]
    public void A_mistake_elsewhere_survives_a_change()
    {
        var broken = Two.Replace("\"ada\",", "\"ada,", StringComparison.Ordinal);
        var added = Read(broken).With(Full("c"));
        Assert.Contains("\"ada,\n", added.ToString(), StringComparison.Ordinal);
        Assert.Equal(["b", "c"], added.Suppressions.Select(one => one.Id));
        Assert.Single(added.Faults);
    }

    private static SuppressionDocument Read(string text) => SuppressionDocument.Parse(text, "known.json");

    private static AnomalySuppression Full(string id) => Night.Suppression(id) with { Host = "10.0.0.1" };
}
