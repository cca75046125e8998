using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Training;

/// <summary>Fits the scale of incidents to the conversations that a model is calibrated on.</summary>
internal static class IncidentCalibrationFitting
{
    // One host in ten thousand windows of hosts may be infected while a model learns; what it does then must not hide
    // what it does later.
    private const double Trim = 0.0001;

    /// <summary>Fits a scale.</summary>
    /// <param name="corpus">The conversations of training.</param>
    /// <param name="conversations">Those to calibrate on: all of their windows.</param>
    /// <param name="pValues">Their p-values.</param>
    public static IncidentCalibration Fit(ConversationTable corpus, IReadOnlyList<int> conversations, double[] pValues)
    {
        (long Window, int Host)[] openers =
        [
            .. conversations.Select(
                conversation => (corpus.WindowStart(conversation).Ticks, corpus.Hosts(conversation)[0])),
        ];
        (long Window, int Host)[] opened =
        [
            .. conversations.Select(
                conversation => (corpus.WindowStart(conversation).Ticks, corpus.Destination(conversation))),
        ];
        var counts = openers.CountBy(host => host).ToDictionary();
        var evenly = WeightedCalibration.Of(
            [.. pValues.Select(p => -Math.Log(p))], [.. openers.Select(host => 1.0 / counts[host])]);
        var (sources, destinations) = (Sums(openers), Sums(opened));
        var days = openers.Select(host => host.Window).Distinct().Count() * corpus.Window.TotalDays;
        return new IncidentCalibration(
            evenly, Calibrate(sources), Calibrate(destinations), sources.Count / days, destinations.Count / days);

        Dictionary<(long, int), double> Sums((long, int)[] hosts)
        {
            var sums = new Dictionary<(long, int), double>();
            for (var i = 0; i < pValues.Length; i++)
                sums[hosts[i]] = sums.GetValueOrDefault(hosts[i]) + IncidentCalibration.Part(evenly, pValues[i]);
            return sums;
        }

        static Calibration Calibrate(Dictionary<(long, int), double> sums) =>
            Calibration.WithUnitTail(sums.Values.Select(IncidentCalibration.Strength), Trim);
    }
}
