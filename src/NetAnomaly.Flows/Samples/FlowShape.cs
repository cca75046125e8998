namespace NetAnomaly.Flows.Samples;

/// <summary>How flows of one service look: port, payload in both directions, time, and how often they fail.</summary>
internal sealed record FlowShape(string Protocol, int Port, string? Service)
{
    /// <summary>Payload bytes from client to server.</summary>
    public required Amount Up { get; init; }

    /// <summary>Payload bytes from server to client.</summary>
    public required Amount Down { get; init; }

    /// <summary>Seconds beside the time that the payload takes.</summary>
    public required Amount Seconds { get; init; }

    /// <summary>Share of connections that are refused with a reset.</summary>
    public double Refused { get; init; }

    /// <summary>Share of connections that get no answer.</summary>
    public double Unanswered { get; init; }
}
