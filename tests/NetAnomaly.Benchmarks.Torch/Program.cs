using NetAnomaly.Benchmarks.Engines;
using NetAnomaly.Benchmarks.Torch;
using NetAnomaly.Core.Engines.SelfTests;
using NetAnomaly.Internal;
using NetAnomaly.Models;
using NetAnomaly;

// The process that `bench engines` starts: libtorch on the processor, set up as an expert would.
NativeLibraries.Prepare();
switch (args)
{
    case ["limit"]:
        var search = new InstructionSetSearch(new SelfTestMemory([]), SelfTestProcess.OfThisProgram("self-test"));
        Console.WriteLine(search.Find(InstructionSetSearch.Key("benchmark"), renew: true)?.Limit ?? "NONE");
        return 0;
    case ["self-test"]:
        Console.WriteLine(SelfTestText.Write([new TorchBackend().SelfTest("cpu", EnginePrecision.Single)]));
        return 0;
    case ["speed", var architecture]:
        InitializeDeviceType(DeviceType.CPU);
        set_num_threads(Environment.ProcessorCount);
        EngineSpeed.Run(
            new TorchEngine("cpu", EnginePrecision.Single, new ExpertDevice()),
            Enum.Parse<ModelArchitecture>(architecture, ignoreCase: true),
            () => inference_mode(true));
        return 0;
    default:
        Console.Error.WriteLine("usage: NetAnomaly.Benchmarks.Torch limit | self-test | speed ARCHITECTURE");
        return 1;
}
