using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

/// <summary>The verb `test`: builds, runs every test project and then Pester, and closes with a summary.</summary>
internal sealed partial class TestRun(Command command, Tools tools, Product product)
{
    private const string Results = "output/test-results";
    private const string PesterTests = "tests/pester";
    private const string TorchTests = "tests/NetAnomaly.Models.Torch.Tests/NetAnomaly.Models.Torch.Tests.csproj";
    private const string ModuleFolder = "output/modules";
    private const int NoTestsRan = 8; // of Microsoft.Testing.Platform

    // TorchSharp 0.107 lets the collector free a number while native code still reads it; what else runs in a test
    // process collects often.
    // Bytes, hexadecimal.
    private static readonly (string, string) RareCollections = ("DOTNET_GCgen0size", "0x10000000");

    // libtorch's threads would spin while they wait, on the processors that the suite beside needs.
    private static readonly (string, string) ShortWaits = ("OMP_WAIT_POLICY", "passive");

    private const string PesterScript = """
        $ErrorActionPreference = 'Stop'
        $ProgressPreference = 'SilentlyContinue'
        Import-Module (Join-Path $env:NETANOMALY_PESTER Pester)
        $settings = New-PesterConfiguration
        $settings.Run.Path = $env:NETANOMALY_TESTS
        $settings.Run.PassThru = $true
        $settings.Filter.FullName = $env:NETANOMALY_FILTER
        $settings.Output.RenderMode = 'Plaintext'
        $settings.TestResult.Enabled = $true
        $settings.TestResult.OutputFormat = 'JUnitXml'
        $settings.TestResult.OutputPath = $env:NETANOMALY_REPORT
        exit [int]((Invoke-Pester -Configuration $settings).Result -eq 'Failed')
        """;

    private readonly string _pattern = $"*{command.Filter?.Trim('*')}*";
    private readonly List<TestOutcome> _outcomes = [];

    public async Task<int> RunAsync()
    {
        var clock = Stopwatch.StartNew();
        try
        {
            if (Directory.Exists(Results)) Directory.Delete(Results, recursive: true);
            Directory.CreateDirectory(Results);
            var torch = await FindTorchAsync();
            var host = new PowerShellHost(command, tools);
            var shells = FindShellsAsync(host);
            string[] without = torch.IsThere ? [] : ["-p:Torch=false"];
            await product.BuildAsync("NetAnomaly.PowerShell.sln", without);
            var (powerShell, pester) = await shells;
            var manifest = await product.AssembleAsync(without);
            var projects = Directory.EnumerateFiles("tests", "*.Tests.csproj", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal).ToArray();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Built in {clock.Elapsed.TotalSeconds:0} s. Pester runs beside the other suites."));
            // One of its threads is busy at a time; the other suites take what is left.
            var beside = TimeAsync(() => RunPesterAsync(host, pester, manifest));
            for (var i = 0; i < projects.Length; i++)
            {
                var (suite, folder) = (
                    Path.GetFileNameWithoutExtension(projects[i]), Path.GetDirectoryName(projects[i])!);
                Add($"[{i + 1}/{projects.Length + 1}] {suite}", await TimeAsync(() => RunProjectAsync(suite, folder)));
            }
            Add($"[{projects.Length + 1}/{projects.Length + 1}] Pester", await beside);
            foreach (
                var part in new[] { torch, powerShell, pester }.Distinct()
                    .Where(part => part is { IsThere: false, IsLeftOut: false }))
                Fail("build.cs", part.Name, $"{part.Missing}\nIts tests did not run.");
            if (_outcomes.Count == 0) Fail("test", "filter", $"no test has a name like {_pattern}.");
        }
        catch (BuildException e)
        {
            Fail("build.cs", "build", e.Message);
        }
        var summary = new TestSummary(_outcomes);
        summary.WriteSkipped($"{Results}/skipped.txt");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\nIn {clock.Elapsed.TotalSeconds:0} s; reports and the names of skipped tests are in {Results}.\n"));
        summary.Write(command.IsVerbose);
        return summary.Failed == 0 ? 0 : 1;
    }

    private async Task<Part> FindTorchAsync()
    {
        const string Name = "Torch";
        if (command.LeavesOut(Name)) return Part.LeftOut(Name);
        return await tools.RestoreAsync(TorchTests, command.Properties) is { } error
            ? Part.NotRestored(Name, error)
            : new Part(Name);
    }

    private async Task<(Part PowerShell, Part Pester)> FindShellsAsync(PowerShellHost host)
    {
        var powerShell = await host.FindAsync();
        return (powerShell, powerShell.IsThere ? await FindPesterAsync() : powerShell);
    }

    // Laid out below output/modules, where the scripts that tests start find it, too.
    private async Task<Part> FindPesterAsync()
    {
        const string Name = "Pester";
        var error = await tools.RestoreAsync($"{PesterTests}/PesterPackage.csproj");
        if (error is not null) return Part.NotRestored(Name, error);
        await tools.MSBuildAsync($"{PesterTests}/PesterPackage.csproj", "LayOut");
        return new Part(Name);
    }

    private static async Task<(SuiteRun Run, TimeSpan Time)> TimeAsync(Func<Task<SuiteRun>> run)
    {
        var clock = Stopwatch.StartNew();
        return (await run(), clock.Elapsed);
    }

    private void Add(string title, (SuiteRun Run, TimeSpan Time) ended)
    {
        var tests = ended.Run.Outcomes;
        if (ended.Run.Output is { } output) Console.WriteLine($"\n{output}");
        var (failed, skipped) = (
            tests.Count(test => test.Failure is not null), tests.Count(test => test.Skip is not null));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title,-42}{tests.Count - failed - skipped,6} passed, {failed} failed, {skipped} skipped, "
                + $"{ended.Time.TotalSeconds:0.0} s"));
        _outcomes.AddRange(tests);
    }

    private async Task<SuiteRun> RunProjectAsync(string suite, string folder)
    {
        var built = $"{folder}/bin/{command.Configuration}/net10.0";
        // The build notes why it left a project out, and which sources it has.
        if (File.Exists($"{built}/not-built.txt")
            && File.ReadAllLines($"{built}/not-built.txt") is [var reason, .. var sources])
            return new SuiteRun(Skipped(suite, TestMethod(), sources, reason));
        var report = Path.GetFullPath($"{Results}/{suite}.xml");
        string[] reporting =
        [
            "--report-xunit-junit", "--report-xunit-junit-filename", Path.GetFileName(report), "--results-directory",
            Path.GetDirectoryName(report)!,
        ];
        var (exitCode, output) = await tools.CaptureAsync(
            "dotnet",
            [
                $"{built}/{suite}.dll", .. reporting, "--progress", "off", "--no-ansi", .. command.Filter is null
                    ? Array.Empty<string>()
                    : ["--filter-method", _pattern],
            ],
            suite.Contains("Torch", StringComparison.Ordinal) ? [RareCollections, ShortWaits] : [ShortWaits]);
        return Judge(suite, report, exitCode, output);
    }

    private async Task<SuiteRun> RunPesterAsync(PowerShellHost host, Part part, string manifest)
    {
        const string Suite = "Pester";
        if (!part.IsThere)
            return new SuiteRun(
                Skipped(
                    Suite, ItBlock(), Directory.GetFiles(PesterTests, "*.Tests.ps1", SearchOption.AllDirectories),
                    part.Missing!));
        var report = Path.GetFullPath($"{Results}/{Suite}.xml");
        var modules = Path.GetFullPath(ModuleFolder);
        var (exitCode, output) = await host.CaptureAsync(
            PesterScript,
            ("NETANOMALY_MODULE", manifest), ("NETANOMALY_TESTS", PesterTests), ("NETANOMALY_FILTER", _pattern),
            ("NETANOMALY_REPORT", report),
            ("NETANOMALY_PESTER", modules), ShortWaits,
            (
                "PSModulePath",
                string.Join(
                    Path.PathSeparator,
                    new[] { modules, Environment.GetEnvironmentVariable("PSModulePath") }.OfType<string>())));
        return Judge(Suite, report, exitCode, output);
    }

    /// <summary>Tests that cannot run here, by the names that stand in their files.</summary>
    private List<TestOutcome> Skipped(string suite, Regex tests, IEnumerable<string> files, string reason) =>
    [
        .. from file in files.Order(StringComparer.Ordinal)
           from test in tests.Matches(File.ReadAllText(file))
           let name = test.Groups["name"].Value.Replace("''", "'", StringComparison.Ordinal)
           where name.Contains(_pattern.Trim('*'), StringComparison.OrdinalIgnoreCase)
           select new TestOutcome(suite, $"{Path.GetFileName(file)}: {name}", default, Skip: reason),
    ];

    /// <summary>
    /// What a test program reported, distrusted: no report, no test and an unexplained exit code are failures.
    /// </summary>
    private SuiteRun Judge(string suite, string report, int exitCode, string output)
    {
        var isBad = exitCode is not (0 or NoTestsRan);
        var outcomes = new List<TestOutcome>();
        try
        {
            if (!File.Exists(report) && exitCode == 0) outcomes.Add(Failed(suite, suite, "wrote no results."));
            outcomes.AddRange(JUnitReport.Read(suite, report));
        }
        catch (System.Xml.XmlException e)
        {
            outcomes.Add(Failed(suite, suite, $"wrote results that cannot be read: {e.Message}"));
        }
        if (isBad && !outcomes.Exists(test => test.Failure is not null))
            outcomes.Add(
                Failed(
                    suite, suite,
                    $"ended with exit code {exitCode} but reported no failure; its output stands above."));
        if (command.Filter is null && outcomes.Count == 0) outcomes.Add(Failed(suite, suite, "ran no tests."));
        return new SuiteRun(outcomes, isBad ? output : null);
    }

    private static TestOutcome Failed(string suite, string test, string reason) => new(suite, test, default, reason);

    private void Fail(string suite, string test, string reason) => _outcomes.Add(Failed(suite, test, reason));

    [GeneratedRegex("""^\s*It\s+(?:'(?<name>(?:[^']|'')+)'|"(?<name>[^"]+)")""", RegexOptions.Multiline
        | RegexOptions.IgnoreCase)]
    private static partial Regex ItBlock();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b.*?\bpublic\s+(?:async\s+)?\w+\s+(?<name>\w+)\(", RegexOptions.Singleline)]
    private static partial Regex TestMethod();

    /// <summary>What a suite said, and what it printed where it did not end well.</summary>
    private sealed record SuiteRun(List<TestOutcome> Outcomes, string? Output = null);
}
