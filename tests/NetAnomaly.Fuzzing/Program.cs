using NetAnomaly.Fuzzing.Campaigns;

// Runs `dotnet build.cs fuzz`; a worker is this program once more, with instrumented readers.
try
{
    var options = CampaignOptions.Parse(args);
    options = options with { Output = Path.GetFullPath(options.Output) };
    Directory.CreateDirectory(options.Output);
    var campaign = new Campaign(options, Environment.CurrentDirectory);
    return options.Worker is null ? campaign.Run() : campaign.Work();
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
