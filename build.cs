#!/usr/bin/env dotnet
#:property PublishAot=false
#:property EnableDefaultItems=false
#:include build/Command.cs
#:include build/DocFigure.cs
#:include build/Docs.cs
#:include build/EnginePack.cs
#:include build/JoinedLibraries.cs
#:include build/JUnitReport.cs
#:include build/Part.cs
#:include build/PowerShellHost.cs
#:include build/Product.cs
#:include build/TestRun.cs
#:include build/TestSummary.cs
#:include build/Tools.cs
#:include build/ZipFolder.cs

// The build program of this repository: `dotnet build.cs VERB`. `dotnet build.cs help` lists the verbs.

using System.Runtime.InteropServices;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var command = Command.Parse(args);
    // Every relative path below starts at the repository root, where this file lies (the SDK says where that is).
    Environment.CurrentDirectory = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
    var tools = new Tools(stop.Token);
    var product = new Product(command, tools);
    return command.Verb switch
    {
        "help" => Done(Command.Help),
        "demo" => await product.DemoAsync(),
        "test" => await new TestRun(command, tools, product).RunAsync(),
        "module" => Done(await product.AssembleAsync()),
        "package" => Done(
            command.Rest.Count == 0
                ? await product.PackageAsync()
                : await EnginePack.Of(command, tools, Product.ReadVersion()).MakeAsync()),
        "fuzz" => await product.FuzzAsync(),
        "bench" => await product.BenchAsync(command),
        "docs" => await new Docs(command, product).RunAsync(),
        "outdated" => await product.OutdatedAsync(),
        "clean" => Product.Clean(),
        _ => throw new BuildException($"there is no verb '{command.Verb}'; see `dotnet build.cs help`."),
    };
}
catch (Exception e) when (
    e is BuildException or InvalidDataException or IOException or UnauthorizedAccessException
        or OperationCanceledException)
{
    var stopped = e is OperationCanceledException;
    Console.Error.WriteLine($"build.cs: {(stopped ? "stopped." : e.Message)}");
    return stopped ? 130 : 1;
}

static int Done(string text)
{
    Console.WriteLine(text);
    return 0;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
