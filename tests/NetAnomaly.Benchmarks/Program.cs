using System.Globalization;
using NetAnomaly.Benchmarks.Detection;
using NetAnomaly.Benchmarks.Engine;
using NetAnomaly.Benchmarks.Engines;
using NetAnomaly.Benchmarks.Products;

switch (args)
{
    case ["products", .. var rest]:
        ProductBenchmark.Run(
            rest.FirstOrDefault() ?? "", rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 16);
        return 0;
    case ["engine", .. var rest]:
        return EngineBenchmark.Run(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 5,
            rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 60);
    case ["engines", "memory", .. var rest]:
        return MemoryGrowth.Run(rest);
    case ["engines", .. var rest]:
        return EnginesBenchmark.Run(rest);
    case ["parts", var partThreads]:
        LstmParts.Run(int.Parse(partThreads, CultureInfo.InvariantCulture));
        return 0;
    case ["run", var model, var threads, var steps]:
        EngineRun.Run(model, int.Parse(threads, CultureInfo.InvariantCulture), int.Parse(steps, CultureInfo.InvariantCulture));
        return 0;
    case ["detection", .. var options]:
        return DetectionBenchmark.Run(options);
    default:
        Console.Error.WriteLine(
            """
            usage: NetAnomaly.Benchmarks products [part of a shape's name [turns]]
                   NetAnomaly.Benchmarks engine [repetitions [steps]]
                   NetAnomaly.Benchmarks engines [architecture]
                   NetAnomaly.Benchmarks engines memory [engine]
                   NetAnomaly.Benchmarks parts threads
                   NetAnomaly.Benchmarks run lstm|transformer threads steps
                   NetAnomaly.Benchmarks detection [--only NAME] [--epochs N] [--seed N] [--file CTU13]
            """);
        return 1;
}
