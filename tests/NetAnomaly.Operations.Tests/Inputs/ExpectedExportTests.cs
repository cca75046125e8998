using NetAnomaly.Operations.Inputs;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Tests.Inputs;

public sealed class ExpectedExportTests
{
    private static readonly DateTime Now = new(2026, 3, 10, 5, 0, 0, DateTimeKind.Utc);
    private static readonly long Hour = TimeSpan.TicksPerHour;

    [Fact]
    public void A_day_that_is_missing_is_named_and_one_that_is_there_is_not() => Assert.Equal(
        ["The expected export '/flows/fw-2026-03-08.csv' is missing."],
        Problems(
            "/flows/fw-{yyyy-MM-dd}.csv", File("/flows/fw-2026-03-07.csv", 7), File("/flows/fw-2026-03-09.csv", 9)));

    [Fact]
    public void On_the_first_night_only_the_last_day_is_asked_for() => Assert.Equal(
        ["The expected export '/flows/fw-2026-03-09.csv' is missing."],
        new ExpectedExports(Now, Hour).Problems([Of("/flows/fw-{yyyy-MM-dd}.csv")], [], Now));

    [Fact]
    public void An_hour_is_due_an_hour_after_its_end()
    {
        var due = Of("/f/{yyyyMMdd-HH}").Due(Now, ExpectedExports.Grace, Now.AddHours(-4))
            .Select(one => one.Start.Hour);
        Assert.Equal([3, 2, 1], due);
    }

    [Fact]
    public void Days_are_those_of_the_export_s_zone()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(9), "east", "east");
        var export = ExpectedExport.Parse("/f/{yyyy-MM-dd}", zone);
        Assert.Equal(
            new DateTime(2026, 3, 8, 15, 0, 0),
            export.Due(Now.AddHours(12), ExpectedExports.Grace, Now.AddHours(12)).First().StartUtc.AddDays(-1));
    }

    [Fact]
    public void Wildcards_stand_for_any_sensor_and_for_no_folder()
    {
        var export = Of("/flows/*/{yyyy-MM-dd}.gz");
        Assert.True(export.Matches("/flows/fw1/2026-03-09.gz", new DateTime(2026, 3, 9)));
        Assert.False(export.Matches("/flows/fw1/x/2026-03-09.gz", new DateTime(2026, 3, 9)));
        Assert.False(export.Matches("/flows/fw1/2026-03-08.gz", new DateTime(2026, 3, 9)));
        Assert.True(export.Matches("/flows/fw1/2026-03-08.gz"));
    }

    [Fact]
    public void An_export_without_flows_is_no_export() => Assert.Equal(
        ["The expected export '/f/2026-03-09' has no flow."],
        Problems(
            "/f/{yyyy-MM-dd}", File("/f/2026-03-07", 7), File("/f/2026-03-08", 8), File("/f/2026-03-09", 9, flows: 0)));

    [Fact]
    public void An_export_of_yesterday_s_name_with_flows_of_last_week_is_old() => Assert.Equal(
        ["The expected export '/f/2026-03-09' is old: all its flows began before 2026-03-09 00:00Z."],
        Problems("/f/{yyyy-MM-dd}", File("/f/2026-03-07", 7), File("/f/2026-03-08", 8), File("/f/2026-03-09", 2)));

    [Theory]
    [InlineData(199, true)]
    [InlineData(200, false)]
    public void An_export_far_smaller_than_usual_is_named(int flows, bool isSmall)
    {
        StoredFile[] files = [.. Enumerable.Range(1, 8).Select(day => File($"/f/2026-03-0{day}", day, flows: 1000))];
        var problems = Problems("/f/{yyyy-MM-dd}", [.. files, File("/f/2026-03-09", 9, flows)]);
        Assert.Equal(isSmall, problems.Count == 1);
        Assert.All(problems, problem => Assert.Contains("others of its kind 1,000", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Four_others_say_nothing_of_what_is_usual() => Assert.Empty(
        Problems(
            "/f/{yyyy-MM-dd}",
            [.. Enumerable.Range(5, 4).Select(day => File($"/f/2026-03-0{day}", day)), File("/f/2026-03-09", 9, 1)]));

    [Fact]
    public void A_file_without_a_date_is_old_when_nobody_writes_it()
    {
        Assert.Empty(Problems("/f/current.csv", File("/f/current.csv", 9)));
        Assert.Equal(
            ["The expected export '/f/current.csv' is old: it was last written at 2026-03-08 00:00Z."],
            Problems("/f/current.csv", File("/f/current.csv", 7)));
        Assert.Equal(["The expected export '/f/current.csv' is missing."], Problems("/f/current.csv"));
    }

    [Theory]
    [InlineData("/f/{yyyy-MM}")]
    [InlineData("/f/{}")]
    [InlineData("/f/{yyyy")]
    public void What_is_no_day_is_refused(string pattern) =>
        Assert.Throws<FormatException>(() => Of(pattern));

    private static ExpectedExport Of(string pattern) => ExpectedExport.Parse(pattern, TimeZoneInfo.Utc);

    private static IReadOnlyList<string> Problems(string pattern, params StoredFile[] files) =>
        new ExpectedExports(Now, Hour).Problems([Of(pattern)], files, Now.AddDays(-3).Date);

    private static StoredFile File(string path, int day, long flows = 1000)
    {
        var start = new DateTime(2026, 3, day, 0, 0, 0, DateTimeKind.Utc);
        var windows = flows == 0 ? [] : new Dictionary<long, long> { [start.AddHours(12).Ticks] = flows };
        return new StoredFile(path, path, 1, start.AddDays(1), windows, 0);
    }
}
