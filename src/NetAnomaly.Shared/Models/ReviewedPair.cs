using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>A pair of hosts of training that would be conspicuous if it were new. Immutable.</summary>
public sealed record ReviewedPair
{
    /// <summary>Who opened the first of its conversations.</summary>
    public required string SourceAddress { get; init; }

    /// <summary>To whom.</summary>
    public required string DestinationAddress { get; init; }

    /// <summary>The service of most of its conversations, as a word of ServicePort: a port, or <c>-</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Windows in which it spoke.</summary>
    public required int Windows { get; init; }

    /// <summary>Windows of training in which anybody spoke.</summary>
    public required int WindowsOfTraining { get; init; }

    /// <summary>How surprising the even timing of its flows is, nats, added up over its windows.</summary>
    public required double Regularity { get; init; }

    /// <summary>The mean time between two of its flows, in the windows in which these were regular.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Why it is listed, in one line.</summary>
    public string Reason => string.Create(
        CultureInfo.InvariantCulture,
        $"spoke in {Windows:N0} of {CountedText.Of(WindowsOfTraining, "window|windows")}, about every {Every}, "
            + $"{OnPort}");

    /// <summary>The pair with its reason.</summary>
    public override string ToString() =>
        VisibleText.Of($"{SourceAddress} - {DestinationAddress}: {Reason}");

    private string Every => Interval < TimeSpan.FromMinutes(2)
        ? string.Create(CultureInfo.InvariantCulture, $"{Interval.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Interval.TotalMinutes:0} min");

    private string OnPort => Service switch
    {
        "-" => "without port",
        "10000" => "on ports of 10000 and above",
        _ => $"on port {Service}",
    };
}
