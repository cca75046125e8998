using System.Globalization;
using NetAnomaly;
using NetAnomaly.Models;
using NetAnomaly.Benchmarks.Detection;
using NetAnomaly.Benchmarks.Engine;
using NetAnomaly.Benchmarks.Engines;
using NetAnomaly.Benchmarks.Explaining;
using NetAnomaly.Benchmarks.Products;
using NetAnomaly.Benchmarks.Readers;
using NetAnomaly.Benchmarks.Truth;
using NetAnomaly.Benchmarks.Verdicts;

switch (args)
{
    case ["products", .. var rest]:
        ProductBenchmark.Run(
            rest.FirstOrDefault() ?? "", rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 16);
        return 0;
    case ["product-side", var side, var shapes, var sideThreads]:
        return ProductSide.Run(side, shapes, int.Parse(sideThreads, CultureInfo.InvariantCulture));
    case ["engine", .. var rest]:
        return EngineBenchmark.Run(
            rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 5,
            rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 60,
            rest.Length > 2 ? rest[2] : "");
    case ["engines", "memory", .. var rest]:
        return MemoryGrowth.Run(rest);
    case ["engines", "devices", .. var rest]:
        return EnginesBenchmark.Run(rest);
    case ["engines", .. var rest]:
        return EngineComparison.Run(rest);
    case ["engine-speed", var architecture]:
        EngineSpeed.Run(new EmbeddedEngine(), Enum.Parse<ModelArchitecture>(architecture, ignoreCase: true));
        return 0;
    case ["parts", var partThreads]:
        LstmParts.Run(int.Parse(partThreads, CultureInfo.InvariantCulture));
        return 0;
    case ["gain", var gainModel, .. var gainBlocks]:
        ThreadGain.Run(gainModel, gainBlocks.Length > 0 ? int.Parse(gainBlocks[0], CultureInfo.InvariantCulture) : 30);
        return 0;
    case ["run", var model, var threads, var steps]:
        EngineRun.Run(
            model, int.Parse(threads, CultureInfo.InvariantCulture), int.Parse(steps, CultureInfo.InvariantCulture));
        return 0;
    case ["ensemble", .. var options]:
        return EnsembleBenchmark.Run(options);
    case ["calibration", .. var options]:
        return CalibrationBenchmark.Run(options);
    case ["incidents", .. var options]:
        return IncidentBenchmark.Run(options);
    case ["explain", .. var options]:
        return ExplainBenchmark.Run(options);
    case ["injected", .. var options]:
        return InjectedBenchmark.Run(options);
    case ["contamination", .. var options]:
        return ContaminationBenchmark.Run(options);
    case ["detection", .. var options]:
        return DetectionBenchmark.Run(options);
    case ["nslkdd", .. var options]:
        return NslKddBenchmark.Run(options);
    case ["truth", .. var options]:
        return TruthBenchmark.Run(options);
    case ["quiet", .. var options]:
        return QuietBenchmark.Run(options);
    case ["readers", .. var options]:
        return ReaderBenchmark.Run(options);
    case ["sep", .. var options]:
        return SepBenchmark.Run(options);
    case ["soak", .. var options]:
        return SoakBenchmark.Run(options);
    case ["supervised", .. var options]:
        return SupervisedBenchmark.Run(options);
    case ["binary-readers", .. var files]:
        return BinaryReaderBenchmark.Run(files);
    default:
        Console.Error.WriteLine(
            """
            usage: NetAnomaly.Benchmarks products [part of a shape's name [turns]]
                   NetAnomaly.Benchmarks engine [repetitions [steps [lstm|transformer]]]
                   NetAnomaly.Benchmarks engines [turns] [architecture] [--write]
                   NetAnomaly.Benchmarks engines devices [architecture]
                   NetAnomaly.Benchmarks engines memory [engine]
                   NetAnomaly.Benchmarks parts threads
                   NetAnomaly.Benchmarks run lstm|transformer threads steps
                   NetAnomaly.Benchmarks gain lstm|transformer [blocks]
                   NetAnomaly.Benchmarks readers [--data FOLDER] [--times N] [--core] [--module PSD1]
                   NetAnomaly.Benchmarks sep [--file CTU13] [--times N]
                   NetAnomaly.Benchmarks soak [--file NFQL] [--flows N]
                   NetAnomaly.Benchmarks supervised [--seeds N] [--capture NAME] [--only NAME] [--words N]
                       [--preset NAME] [--epochs N] [--data FOLDER] [--errors]
                   NetAnomaly.Benchmarks detection [--only NAME] [--epochs N] [--seeds N] [--seed N] [--file CTU13]
                   NetAnomaly.Benchmarks nslkdd [--only NAME;NAME] [--epochs N] [--seeds N] [--seed N]
                       [--select [--rows N]] [--attacks] [--folder NSL-KDD]
                   NetAnomaly.Benchmarks ensemble [--file CTU13] [--seeds N] [--capture-only]
                   NetAnomaly.Benchmarks binary-readers [file ...]
                   NetAnomaly.Benchmarks calibration [--file NFQL] [--only ARCHITECTURE] [--aggregate Mean|Max|TopK]
                   NetAnomaly.Benchmarks incidents [--file CTU13] [--seeds N] [--show N] [--capture-only]
                   NetAnomaly.Benchmarks explain [--file NFQL] [--hosts N] [--days N] [--epochs N] [--seed N]
                       [--sentences N]
                   NetAnomaly.Benchmarks injected [--file NFQL] [--from DAY] [--days N] [--epochs N] [--seed N]
                   NetAnomaly.Benchmarks contamination [--file CTU13] [--only NAME] [--trim SHARES]
                       [--epochs N] [--seed N]
                   NetAnomaly.Benchmarks truth [--detector NAME|all|none] [--capture NAME] [--seeds N]
                       [--no-baselines] [--data FOLDER] [--write] [--check]
                   NetAnomaly.Benchmarks quiet [--hosts N] [--seeds N] [--trained DAYS] [--days N] [--write]
            """);
        return 1;
}
