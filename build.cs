#:property PublishAot=false
#:property EnableDefaultItems=false

// The build program of this repository: `dotnet build.cs VERB`. `dotnet build.cs help` lists the verbs.

using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

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
        "package" => Done(await product.PackageAsync()),
        "bench" => await product.BenchAsync(),
        "clean" => Product.Clean(),
        _ => throw new BuildException($"there is no verb '{command.Verb}'; see `dotnet build.cs help`."),
    };
}
catch (Exception e) when (e is BuildException or IOException or UnauthorizedAccessException or OperationCanceledException)
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

/// <summary>Something that the person at the prompt can read and put right.</summary>
internal sealed class BuildException(string message) : Exception(message);

/// <summary>What was asked for on the command line.</summary>
internal sealed record Command(string Verb, string Configuration, string? Filter, IReadOnlyList<string> Properties, IReadOnlyList<string> Rest)
{
    public const string Help = """
        dotnet build.cs VERB

          demo                  build what it needs and run the demo: in pwsh where there is one, else in the console host
          test [--filter TEXT]  build, run every xunit and Pester test (or those with TEXT in their name), close with the totals
          module                assemble output/NetAnomaly/<version>/, the module as it is imported
          package               zip the assembled module to output/NetAnomaly.<version>.zip
          bench [ARGUMENTS]     run tests/NetAnomaly.Benchmarks and hand it the arguments
          clean                 delete output/ and every bin/ and obj/
          help                  list the verbs

        -Configuration NAME     Release (the default) or Debug
        -Property NAME=VALUE    an MSBuild property for the build, e.g. Torch=true
        """;
    // `dotnet build.cs` itself takes away what `dotnet run` knows (-c, -p:, -v, --no-build): no option here may have such a name.
    public static Command Parse(string[] arguments)
    {
        var command = new Command(arguments.FirstOrDefault("help").ToLowerInvariant(), "Release", null, [], arguments.Skip(1).ToList());
        for (var i = 1; i < arguments.Length && command.Verb != "bench"; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new BuildException($"'{arguments[i]}' is unknown or lacks its value.");
            command = arguments[i].ToLowerInvariant() switch
            {
                "-configuration" => command with { Configuration = value },
                "-property" => command with { Properties = [.. command.Properties, $"-p:{value}"] },
                "--filter" or "-filter" when command.Verb == "test" => command with { Filter = value },
                _ => throw new BuildException($"'{command.Verb}' does not know '{arguments[i]}'; see `dotnet build.cs help`."),
            };
        }
        return command;
    }
}

/// <summary>Runs other programs, without a shell, and ends them when this one is stopped.</summary>
internal sealed class Tools(CancellationToken stop)
{
    /// <summary>The full path of a pwsh that can load the module, or why there is none.</summary>
    public async Task<(string? Path, string Missing)> FindPwshAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var pwsh = folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh")).FirstOrDefault(File.Exists);
        if (pwsh is null) return (null, "pwsh is not on PATH");
        var version = Regex.Match((await CaptureAsync(pwsh, ["--version"])).Output, @"\d+\.\d+").Value;
        return Version.TryParse(version, out var found) && found >= new Version(7, 6) ? (pwsh, "") : (null, $"pwsh is version {version}, 7.6 is needed");
    }

    /// <summary>Runs a program on this console and returns its exit code.</summary>
    public async Task<int> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(new ProcessStartInfo(program, arguments));
        return await WaitAsync(process);
    }

    /// <summary>Runs a program without input and keeps its output, for whoever wants to read it once the exit code is known.</summary>
    public async Task<(int ExitCode, string Output)> CaptureAsync(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Start(start);
        process.StandardInput.Close();
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        return (await WaitAsync(process), string.Concat(await output));
    }

    /// <summary>Restores a project or solution and brings a target of it about; shows errors and warnings only.</summary>
    public async Task MSBuildAsync(string project, string target, params IEnumerable<string> properties)
    {
        if (await RunAsync("dotnet", ["msbuild", project, "-restore", $"-t:{target}", .. properties, "-m", "-nologo", "-v:q", "-tl:off"]) != 0)
            throw new BuildException($"target {target} of {project} failed; the errors stand above.");
    }

    private Process Start(ProcessStartInfo start)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new BuildException($"{start.FileName} does not start: {e.Message}");
        }
    }

    private async Task<int> WaitAsync(Process process)
    {
        await using var end = stop.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync(CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        return process.ExitCode;
    }
}

/// <summary>The verbs that build and run the product.</summary>
internal sealed class Product(Command command, Tools tools)
{
    public Task BuildAsync(string project) => tools.MSBuildAsync(project, "Build", [$"-p:Configuration={command.Configuration}", .. command.Properties]);

    public async Task<int> DemoAsync()
    {
        var (pwsh, missing) = await tools.FindPwshAsync();
        if (pwsh is not null)
        {
            var manifest = await AssembleAsync();
            Console.WriteLine("Demo: examples/Demo.ps1 in pwsh, with the module just assembled.");
            return await tools.RunAsync(pwsh, "-NoProfile", "-NonInteractive", "-File", "examples/Demo.ps1", "-ModulePath", manifest);
        }
        await BuildAsync("src/NetAnomaly.Cli");
        Console.WriteLine($"Demo: the console host netanomaly, because {missing}.");
        return await tools.RunAsync("dotnet", $"src/NetAnomaly.Cli/bin/{command.Configuration}/net10.0/netanomaly.dll", "demo");
    }

    public Task<int> BenchAsync() => Directory.Exists("tests/NetAnomaly.Benchmarks")
        ? tools.RunAsync("dotnet", ["run", "--project", "tests/NetAnomaly.Benchmarks", "-c", "Release", "--", .. command.Rest])
        : throw new BuildException("there is no project tests/NetAnomaly.Benchmarks to run.");

    public static int Clean()
    {
        var generated = new[] { "src", "tests" }.SelectMany(Directory.GetDirectories).SelectMany(project => new[] { $"{project}/bin", $"{project}/obj" }).Append("output");
        foreach (var folder in generated.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>Puts the module together and returns the full path of its manifest.</summary>
    public async Task<string> AssembleAsync()
    {
        var target = Path.GetFullPath($"output/NetAnomaly/{ReadVersion()}");
        // Staged beside its destination, so that the last step is a rename: nobody ever imports half a module.
        var staging = Path.GetFullPath($"output/.staging-{Environment.ProcessId}");
        try
        {
            await tools.MSBuildAsync(
                "src/NetAnomaly.PowerShell", "Publish", [$"-p:Configuration={command.Configuration}", $"-p:PublishDir={staging}/published/", .. command.Properties]);
            CopyFolder("module", $"{staging}/module/module", _ => true);
            CopyFolder($"{staging}/published", $"{staging}/module/lib", IsShipped);
            File.Copy("NetAnomaly.psd1", $"{staging}/module/NetAnomaly.psd1");
            // PowerShell looks for help beside the manifest.
            if (Directory.Exists($"{staging}/module/module/en-US")) Directory.Move($"{staging}/module/module/en-US", $"{staging}/module/en-US");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Directory.Exists(target)) Directory.Move(target, $"{staging}/retired");
            Directory.Move($"{staging}/module", target);
            return Path.Combine(target, "NetAnomaly.psd1");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildException($"{target} cannot be written. Does a PowerShell session have it imported? End that session and run this again. ({e.Message})");
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }

    /// <summary>Zips the module so that the same files give the same bytes: entries sorted, all with one time.</summary>
    public async Task<string> PackageAsync()
    {
        var folder = Path.GetDirectoryName(await AssembleAsync())!;
        var package = Path.GetFullPath($"output/NetAnomaly.{Path.GetFileName(folder)}.zip");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath("output", path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
        using (var zip = new ZipArchive(File.Create($"{package}.part"), ZipArchiveMode.Create))
            foreach (var (path, name) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
                entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(File.ReadAllBytes(path));
            }
        File.Move($"{package}.part", package, overwrite: true);
        return package;
    }

    /// <summary>The version that module manifest and assemblies must share.</summary>
    private static string ReadVersion()
    {
        if (new[] { "NetAnomaly.psd1", "module" }.FirstOrDefault(path => !Path.Exists(path)) is { } missing) throw new BuildException($"{missing} is missing.");
        var manifest = Regex.Match(File.ReadAllText("NetAnomaly.psd1"), @"^\s*ModuleVersion\s*=\s*['""]([^'""]+)['""]", RegexOptions.Multiline).Groups[1].Value;
        var assemblies = XDocument.Load("Directory.Build.props").Descendants("VersionPrefix").FirstOrDefault()?.Value;
        return manifest == assemblies && manifest.Length > 0 ? manifest
            : throw new BuildException($"ModuleVersion in NetAnomaly.psd1 is '{manifest}', VersionPrefix in Directory.Build.props is '{assemblies}': make them equal.");
    }

    // PowerShell brings its own assemblies; a second copy beside the module would clash with them.
    private static bool IsShipped(string file) =>
        Path.GetExtension(file) is not (".pdb" or ".xml")
        && !Path.GetFileName(file).StartsWith("System.Management.Automation.", StringComparison.OrdinalIgnoreCase)
        && !Path.GetFileName(file).StartsWith("Microsoft.PowerShell.", StringComparison.OrdinalIgnoreCase);

    private static void CopyFolder(string from, string to, Func<string, bool> isWanted)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(isWanted))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

/// <summary>One test that did not pass, and why.</summary>
internal sealed record Finding(string Suite, string Test, string Reason);

/// <summary>The verb `test`: every test project, then Pester, then one table and the totals.</summary>
internal sealed class TestRun(Command command, Tools tools, Product product)
{
    private const string Results = "output/test-results";
    private const string PesterTests = "tests/pester";
    private const int NoTestsRan = 8; // of Microsoft.Testing.Platform
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
        var (exitCode, output) = await tools.CaptureAsync("dotnet", [$"{built}/{suite}.dll", .. reporting, "--no-progress", "--no-ansi", .. command.Filter is null ? Array.Empty<string>() : ["--filter-method", _pattern]]);
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
