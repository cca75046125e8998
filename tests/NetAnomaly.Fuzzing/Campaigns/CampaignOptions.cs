using System.Globalization;

namespace NetAnomaly.Fuzzing.Campaigns;

/// <summary>What was asked for.</summary>
/// <param name="Minutes">How long to go on.</param>
/// <param name="Seed">What the damages follow from.</param>
/// <param name="Format">The only format; <see langword="null"/> for all.</param>
/// <param name="Output">Where findings and the corpus that grew are written.</param>
/// <param name="Worker">The number of this worker; <see langword="null"/> for the process that starts them.</param>
internal sealed record CampaignOptions(
    double Minutes = 10, int Seed = 1, string? Format = null, string Output = "output/fuzz", int? Worker = null)
{
    /// <summary>Reads the command line: names and values by turns.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says why.</exception>
    public static CampaignOptions Parse(string[] arguments)
    {
        var options = new CampaignOptions();
        if (arguments.Length % 2 != 0) throw new FormatException($"'{arguments[^1]}' lacks its value.");
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            options = arguments[i].ToLowerInvariant() switch
            {
                "--minutes" => options with { Minutes = double.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--format" => options with { Format = value },
                "--output" => options with { Output = value },
                "--worker" => options with { Worker = int.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new FormatException(
                    $"'{arguments[i]}' is unknown; there are --minutes, --seed, --format and --output."),
            };
        }

        return options;
    }

    /// <summary>The command line of a worker.</summary>
    /// <param name="worker">Its number.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="minutes">How long it goes on.</param>
    public IEnumerable<string> ForWorker(int worker, int seed, double minutes)
    {
        string[] all =
        [
            "--minutes", minutes.ToString(CultureInfo.InvariantCulture), "--seed", $"{seed}", "--output", Output,
            "--worker", $"{worker}",
        ];
        return Format is null ? all : [.. all, "--format", Format];
    }
}
