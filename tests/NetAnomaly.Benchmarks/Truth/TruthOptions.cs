using System.Globalization;

namespace NetAnomaly.Benchmarks.Truth;

/// <summary>What is asked of the benchmark.</summary>
internal sealed record TruthOptions
{
    /// <summary>The detectors that need neither label nor network.</summary>
    public static readonly ModelArchitecture[] Unlabelled =
    [
        ModelArchitecture.TokenFrequency, ModelArchitecture.NearestNeighbor, ModelArchitecture.IsolationForest,
        ModelArchitecture.Ensemble,
    ];

    /// <summary>The detector that users get where they ask for none.</summary>
    public const ModelArchitecture Default = ModelArchitecture.Ensemble;

    /// <summary>Detectors to run.</summary>
    public required IReadOnlyList<ModelArchitecture> Detectors { get; init; }

    /// <summary>Part of the names of captures to run.</summary>
    public string Capture { get; init; } = "";

    /// <summary>Whether the trivial rules run.</summary>
    public bool Baselines { get; init; } = true;

    /// <summary>Seeds from 42 on, for captures that are drawn.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The folder of all data.</summary>
    public string Folder { get; init; } = "../shared/data";

    /// <summary>Whether the tables in the docs are written.</summary>
    public bool Write { get; init; }

    /// <summary>Whether a default detector that is worse than a trivial rule is a failure.</summary>
    public bool Check { get; init; }

    /// <summary>Reads arguments. What writes or checks runs what it needs.</summary>
    public static TruthOptions Of(string[] arguments)
    {
        var (write, check) = (arguments.Contains("--write"), arguments.Contains("--check"));
        var needsDefault = write || check;
        return new TruthOptions
        {
            Detectors = (needsDefault && Option("--detector") != "all" ? null : Option("--detector")) switch
            {
                null => [Default],
                "all" => Unlabelled,
                "none" => [],
                var name => [Enum.Parse<ModelArchitecture>(name, ignoreCase: true)],
            },
            Capture = Option("--capture") ?? "",
            Baselines = needsDefault || !arguments.Contains("--no-baselines"),
            Write = write,
            Check = check,
            Seeds = Option("--seeds") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1,
            Folder = Option("--data") ?? "../shared/data",
        };

        string? Option(string name) =>
            Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }
}
