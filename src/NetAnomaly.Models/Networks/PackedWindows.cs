using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// Masks the padding of windows: those with as many words are read together, without what pads them on the left.
/// </summary>
internal static class PackedWindows
{
    /// <summary>Reads windows.</summary>
    /// <param name="device">Where they are read.</param>
    /// <param name="ids">(windows, length, factors), on the host.</param>
    /// <param name="read">From (windows, words, factors) on the device to (windows, width), for one word or
    /// more.</param>
    /// <param name="nothing">From a number of windows without a word to their (windows, width).</param>
    /// <returns>(windows, width), in the order of the windows.</returns>
    public static Tensor Read(IDevice device, Tensor ids, Func<Tensor, Tensor> read, Func<int, Tensor> nothing)
    {
        var length = (int)ids.shape[1];
        var words = HostDevice.Instance.ToInt64s(ids.select(2, 0).contiguous()).Chunk(length)
            .Select(window => window.Count(id => id != FactorVocabulary.PadId)).ToArray();
        var groups = Enumerable.Range(0, words.Length).GroupBy(window => words[window]).OrderBy(group => group.Key)
            .ToArray();
        if (groups is [{ Key: var all }] && all == length) return read(device.ToDevice(ids));
        var parts = groups.Select(group => group.Key == 0
            ? nothing(group.Count())
            : read(
                device.ToDevice(ids.narrow(1, length - group.Key, group.Key).index_select(0, Rows(group))))).ToArray();
        var places = new long[words.Length];
        foreach (
            var (window, place) in groups.SelectMany(group => group)
                .Select((window, place) => (window, place))) places[window] = place;
        return cat(parts, 0).index_select(0, device.ToDevice(tensor(places)));

        static Tensor Rows(IEnumerable<int> windows) => tensor(windows.Select(window => (long)window).ToArray());
    }
}
