using NetAnomaly.Operations.Scheduling;

namespace NetAnomaly.Operations.Tests.Scheduling;

public sealed class ScanScheduleTests
{
    [Theory]
    [InlineData("00:05", "*/5 * * * *", "*-*-* *:00/5:00", "every 00:05")]
    [InlineData("01:00", "0 */1 * * *", "*-*-* 00/1:00:00", "every 01:00")]
    [InlineData("06:00", "0 */6 * * *", "*-*-* 00/6:00:00", "every 06:00")]
    [InlineData("1.00:00", "0 0 * * *", "*-*-* 00:00:00", "daily at 00:00")]
    public void Every_so_often_is_said_in_each_language(string every, string cron, string calendar, string text)
    {
        var schedule = ScanSchedule.Often(TimeSpan.Parse(every, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((cron, calendar, text), (schedule.Cron, schedule.Calendar, schedule.ToString()));
    }

    [Fact]
    public void A_time_of_the_day_is_said_in_each_language()
    {
        var schedule = ScanSchedule.Daily(new TimeSpan(5, 7, 0));
        Assert.Equal(
            ("7 5 * * *", "*-*-* 05:07:00", "daily at 05:07"),
            (schedule.Cron, schedule.Calendar, schedule.ToString()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(30)]
    [InlineData(7 * 60)]
    [InlineData(90 * 60)]
    [InlineData(5 * 3600)]
    [InlineData(48 * 3600)]
    public void What_does_not_divide_an_hour_or_a_day_is_refused(int seconds)
    {
        var error = Assert.Throws<SchedulingException>(() => ScanSchedule.Often(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(SchedulingFault.Invalid, error.Fault);
        Assert.Contains("hours", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(24 * 3600)]
    [InlineData(30)]
    public void What_is_no_minute_of_a_day_is_refused(int seconds) => Assert.Throws<SchedulingException>(
        () => ScanSchedule.Daily(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Every_schedule_is_found_again_by_its_words()
    {
        ScanSchedule[] all =
        [
            ScanSchedule.Daily(TimeSpan.Zero), ScanSchedule.Daily(new TimeSpan(23, 59, 0)),
            ScanSchedule.Often(new TimeSpan(0, 15, 0)), ScanSchedule.Often(new TimeSpan(12, 0, 0)),
        ];
        foreach (var schedule in all)
        {
            Assert.Equal(schedule, ScanSchedule.Find(other => other.Cron == schedule.Cron));
            Assert.Equal(schedule, ScanSchedule.Find(other => other.Calendar == schedule.Calendar));
        }

        Assert.Null(ScanSchedule.Find(other => other.Cron == "1 2 3 4 5"));
    }
}
