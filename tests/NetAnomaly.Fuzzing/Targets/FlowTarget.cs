using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Fuzzing.Targets;

/// <summary>Reads flows: flows, rejects, notes or the file's error come out, and nothing else.</summary>
internal sealed class FlowTarget : IFuzzTarget
{
    private const int LongestText = 500;
    private const int LongestReason = 400;

    /// <inheritdoc/>
    public string Read(string path, string? format)
    {
        var sink = new Sink();
        try
        {
            foreach (var flow in FlowFile.Read(path, new FlowReadOptions { Format = format }, sink)) Check(flow);
        }
        catch (FlowFileException error)
        {
            Check(error);
            return $"{sink.Format} {error.Fault}";
        }
        catch (Exception error) when (error is not FuzzFailure)
        {
            throw new FuzzFailure($"{error.GetType().Name}: {error.Message}", error);
        }

        return sink.Format;
    }

    private static void Check(FlowRecord flow)
    {
        if (flow.SourceAddress.Length == 0 || flow.DestinationAddress.Length == 0 || flow.Protocol.Length == 0)
            throw new FuzzFailure("A flow lacks an address or its protocol.");
        if (flow.Duration < TimeSpan.Zero || flow.Start.Ticks + flow.Duration.Ticks > DateTime.MaxValue.Ticks)
            throw new FuzzFailure("A flow ends before it starts, or later than there are times.");
    }

    private static void Check(FlowFileException error)
    {
        if (!Enum.IsDefined(error.Fault) || error.Remedy.Length == 0)
            throw new FuzzFailure($"An error without an id or a remedy: {error.Message}", error);
        for (var cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is NullReferenceException or IndexOutOfRangeException or InvalidCastException
                && error.Message.Contains(cause.Message, StringComparison.Ordinal))
                throw new FuzzFailure($"An error that says nothing of the file: {error.Message}", cause);
        }
    }

    private sealed class Sink : IRejectSink
    {
        public string Format { get; private set; } = "";

        public void Add(RejectedRow row)
        {
            if (row.Line <= 0 || row.Text.Length > LongestText || row.Reason.Length is 0 or >= LongestReason)
                throw new FuzzFailure($"A rejected row without a place, or with too long a text: {row}");
        }

        public void Note(FlowReadNote note, long count)
        {
            if (count <= 0 || note.Text.Length is 0 or >= LongestReason)
                throw new FuzzFailure($"A note of nothing, or too long: {note.Of(count)}");
        }

        public void Recognized(string format) => Format = format;
    }
}
