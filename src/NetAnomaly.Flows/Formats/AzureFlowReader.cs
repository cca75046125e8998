using System.Text.Json;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Reads the tuples of Azure flow logs token by token: a record of a busy minute holds more of them than may be held at
/// once.
/// </summary>
internal sealed class AzureFlowReader(Stream stream, FlowReadContext context)
{
    private const int MostCells = 13;

    // NSG: time, addresses, ports, protocol, direction, decision, state, packets and bytes out and back. VNet has
    // encryption in the place of the state.
    private static readonly FlowField[] Fields =
    [
        FlowField.Start, FlowField.Source, FlowField.Destination, FlowField.SourcePort, FlowField.DestinationPort,
        FlowField.Protocol,
        FlowField.None, FlowField.None, FlowField.None,
        FlowField.SourcePackets, FlowField.SourceBytes, FlowField.DestinationPackets, FlowField.DestinationBytes,
    ];

    private static readonly string[] Names =
    [
        "time", "source address", "destination address", "source port", "destination port", "protocol", "direction",
        "decision", "state",
        "packets sent", "bytes sent", "packets received", "bytes received",
    ];

    private readonly JsonTokens tokens = new(stream, context);
    private readonly FlowRowBuilder row = new(context);
    private readonly Range[] cells = new Range[MostCells + 1];
    private bool inTuples;

    /// <summary>The next good flow; <see langword="null"/> at the end.</summary>
    public FlowRecord? Next()
    {
        while (tokens.Read())
        {
            switch (tokens.Type)
            {
                case JsonTokenType.PropertyName:
                    inTuples = tokens.Text is "flowTuples";
                    break;
                // An object is in no array of tuples: a damaged document may have left one open.
                case JsonTokenType.EndArray or JsonTokenType.StartObject:
                    inTuples = false;
                    break;
                case JsonTokenType.String when inTuples:
                    context.Cancellation.ThrowIfCancellationRequested();
                    if (Parse(tokens.Text) is { } flow) return flow;
                    break;
            }
        }

        return null;
    }

    private FlowRecord? Parse(ReadOnlySpan<char> tuple)
    {
        row.Begin(tokens.Line);
        var count = tuple.Split(cells, ',');
        if (count is not (8 or MostCells)) row.Fail("it has neither 8 nor 13 parts");
        else Fill(tuple, count);
        return row.Finish(tuple);
    }

    private void Fill(ReadOnlySpan<char> tuple, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var cell = tuple[cells[i]];
            if (Fields[i] == FlowField.Protocol) cell = cell switch { "T" => "tcp", "U" => "udp", _ => cell };
            row.Set(Fields[i], Names[i], cell);
        }

        var decision = tuple[cells[7]];
        // VNet logs have the flow's state here, and encryption (X, NX, NX_HW…) in the next place.
        if (count == 8 || tuple[cells[8]] is not [_]) row.Set(FlowField.State, Names[8], decision);
        else row.Set(FlowField.State, Names[8], string.Concat(decision, "_", tuple[cells[8]]));
    }
}
