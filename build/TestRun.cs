using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

/// <summary>One test that did not pass, and why.</summary>
internal sealed record Finding(string Suite, string Test, string Reason);

/// <summary>The verb `test`: every test project, then Pester, then one table and the totals.</summary>
internal sealed class TestRun(Command command, Tools tools, Product product)
{
    private const string Results = "output/test-results";
    private const string PesterTests = "tests/pester";
    private const int NoTestsRan = 8; // of Microsoft.Testing.Platform

    // TorchSharp 0.106 lets the collector free a number while native code still reads it; what else runs in a test process collects often.
    private static readonly (string, string) RareCollections = ("DOTNET_GCgen0size", "0x10000000"); // bytes, hexadecimal
    private const int PesterMissing = 203; // of the script below
    private const string PesterScript = """
        $ErrorActionPreference = 'Stop'
        $ProgressPreference = 'SilentlyContinue'
        if (-not (Import-Module Pester -MinimumVersion 5.5.0 -PassThru -ErrorAction Ignore)) { exit 203 }
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
    private static readonly Regex ItBlock = new("""^\s*It\s+(?:'(?<name>(?:[^']|'')+)'|"(?<name>[^"]+)")""", RegexOptions.Multiline | RegexOptions.IgnoreCase);
    private static readonly Regex TestMethod = new(@"\[(?:Fact|Theory)\b.*?\bpublic\s+(?:async\s+)?\w+\s+(?<name>\w+)\(", RegexOptions.Singleline);
    private static readonly Regex SkipPhrase = new("^(Exception: )?is (skipped|inconclusive)(, because )?");

    private readonly string _pattern = $"*{command.Filter?.Trim('*')}*";
    private readonly List<Finding> _failed = [];
    private readonly List<Finding> _skipped = [];
    private int _passed;

    public async Task<int> RunAsync()
    {
        try
        {
            if (Directory.Exists(Results)) Directory.Delete(Results, recursive: true);
            Directory.CreateDirectory(Results);
            await product.BuildAsync("NetAnomaly.PowerShell.sln");
            foreach (var project in Directory.EnumerateFiles("tests", "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                await RunProjectAsync(Path.GetFileNameWithoutExtension(project), Path.GetDirectoryName(project)!);
            await RunPesterAsync(await product.AssembleAsync());
            if (_passed + _failed.Count + _skipped.Count == 0) Fail("test", "filter", $"no test has a name like {_pattern}.");
        }
        catch (BuildException e)
        {
            Fail("build.cs", "build", e.Message);
        }
        Console.WriteLine();
        foreach (var (suite, test, reason) in _skipped) Console.WriteLine($"skipped  {suite}: {test}: {reason}");
        foreach (var (suite, test, reason) in _failed)
            Console.WriteLine($"failed   {suite}: {test}\n           {string.Join("\n           ", reason.ReplaceLineEndings("\n").Split('\n').Take(12))}");
        Console.WriteLine($"{_passed} passed, {_failed.Count} failed, {_skipped.Count} skipped");
        return _failed.Count == 0 ? 0 : 1;
    }

    private async Task RunProjectAsync(string suite, string folder)
    {
        var built = $"{folder}/bin/{command.Configuration}/net10.0";
        // The build notes why it left a project out, and which sources it has.
        var note = File.Exists($"{built}/not-built.txt") ? File.ReadAllLines($"{built}/not-built.txt") : [];
        if (note.Length > 0) Skip(suite, TestMethod, note[1..], note[0]);
        if (note.Length > 0) return;
        var report = Path.GetFullPath($"{Results}/{suite}.xml");
        string[] reporting = ["--report-junit", "--report-junit-filename", Path.GetFileName(report), "--results-directory", Path.GetDirectoryName(report)!];
        var clock = Stopwatch.StartNew();
        var (exitCode, output) = await tools.CaptureAsync(
            "dotnet", [$"{built}/{suite}.dll", .. reporting, "--no-progress", "--no-ansi", .. command.Filter is null ? Array.Empty<string>() : ["--filter-method", _pattern]],
            suite.Contains("Torch", StringComparison.Ordinal) ? [RareCollections] : []);
        Take(suite, report, exitCode, output, clock.Elapsed);
    }

    private async Task RunPesterAsync(string manifest)
    {
        var files = Directory.Exists(PesterTests) ? Directory.GetFiles(PesterTests, "*.Tests.ps1", SearchOption.AllDirectories) : [];
        var (pwsh, missing) = await tools.FindPwshAsync();
        if (pwsh is null) Skip("Pester", ItBlock, files, missing);
        if (pwsh is null || files.Length == 0) return;
        var report = Path.GetFullPath($"{Results}/Pester.xml");
        var clock = Stopwatch.StartNew();
        var (exitCode, output) = await tools.CaptureAsync(
            pwsh, ["-NoProfile", "-NonInteractive", "-Command", PesterScript],
            ("NETANOMALY_MODULE", manifest), ("NETANOMALY_TESTS", PesterTests), ("NETANOMALY_FILTER", _pattern), ("NETANOMALY_REPORT", report));
        if (exitCode == PesterMissing) Skip("Pester", ItBlock, files, "Pester is not installed");
        else Take("Pester", report, exitCode, output, clock.Elapsed);
    }

    /// <summary>Counts tests that cannot run here, by the names that stand in their files.</summary>
    private void Skip(string suite, Regex tests, IEnumerable<string> files, string reason)
    {
        foreach (var file in files.Order(StringComparer.Ordinal))
        foreach (Match test in tests.Matches(File.ReadAllText(file)))
        {
            var name = test.Groups["name"].Value.Replace("''", "'", StringComparison.Ordinal);
            if (name.Contains(_pattern.Trim('*'), StringComparison.OrdinalIgnoreCase)) _skipped.Add(new(suite, $"{Path.GetFileName(file)}: {name}", reason));
        }
    }

    /// <summary>Adds what a test program reported and distrusts it: no report, no test and an unexplained exit code are failures.</summary>
    private void Take(string suite, string report, int exitCode, string output, TimeSpan time)
    {
        var (passed, failed, skipped) = (_passed, _failed.Count, _skipped.Count);
        var isBad = exitCode is not (0 or NoTestsRan);
        if (isBad) Console.WriteLine(output);
        try
        {
            // xunit.v3 escapes the quotes in its reports as if they were JSON.
            if (File.Exists(report)) ReadReport(suite, XDocument.Parse(File.ReadAllText(report).Replace("\\&quot;", "&quot;", StringComparison.Ordinal)));
            else if (exitCode == 0) Fail(suite, suite, "wrote no results.");
        }
        catch (System.Xml.XmlException e)
        {
            Fail(suite, suite, $"wrote results that cannot be read: {e.Message}");
        }
        if (isBad && _failed.Count == failed) Fail(suite, suite, $"ended with exit code {exitCode} but reported no failure; its output stands above.");
        if (command.Filter is null && (passed, failed, skipped) == (_passed, _failed.Count, _skipped.Count)) Fail(suite, suite, "ran no tests.");
        Console.WriteLine($"{suite,-28}{_passed - passed,6} passed, {_failed.Count - failed} failed, {_skipped.Count - skipped} skipped, {time.TotalSeconds:0.0} s");
    }

    private void ReadReport(string suite, XDocument report)
    {
        var tests = report.Descendants("testcase").ToList();
        foreach (var test in tests)
        {
            var name = (test.Attribute("name")?.Value ?? "").ReplaceLineEndings(" ");
            if ((test.Element("failure") ?? test.Element("error")) is { } failure) Fail(suite, name, Reason(failure));
            else if (test.Element("skipped") is { } skip) _skipped.Add(new(suite, name, Reason(skip).ReplaceLineEndings(" ")));
            else _passed++;
        }
        // Pester counts a file that does not load among the errors of the run, but writes no test for it.
        var errors = (int?)report.Root?.Attribute("errors") - tests.Count(test => test.Element("error") is not null);
        if (errors > 0) Fail(suite, suite, $"files or set-ups that failed outside the tests: {errors}; the output stands above.");
    }

    private static string Reason(XElement element) =>
        new[] { element.Attribute("message")?.Value ?? "", element.Value, "no reason given" }
            .Select(text => SkipPhrase.Replace(text, "").Trim()).First(text => text.Length > 0);

    private void Fail(string suite, string test, string reason) => _failed.Add(new(suite, test, reason));
}
