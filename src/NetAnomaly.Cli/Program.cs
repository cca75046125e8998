using System.CommandLine;
using NetAnomaly.Cli.Commands;
using NetAnomaly.Cli.Output;

var root = new RootCommand(
    "NetAnomaly: learns what normal traffic looks like from flow exports and names the conversations that do not "
        + "belong.")
{
    TrainCommand.Create(),
    ScanCommand.Create(),
    NightlyCommand.Create(),
    DemoCommand.Create(),
    EngineCheckCommand.Create(),
};
return await root.Parse(args).InvokeAsync(
    new InvocationConfiguration { Output = Terminal.Output, Error = Terminal.Error });
