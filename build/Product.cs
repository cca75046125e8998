using System.Text.RegularExpressions;
using System.Xml.Linq;

/// <summary>The verbs that build and run the product.</summary>
internal sealed class Product(Command command, Tools tools)
{
    private static readonly string[] Hosts =
    [
        "linux-arm", "linux-arm64", "linux-musl-arm64", "linux-musl-x64", "linux-x64", "osx-arm64", "osx-x64",
        "win-arm64", "win-x64", "win-x86",
    ];

    public Task BuildAsync(string project, params IEnumerable<string> properties) =>
        tools.MSBuildAsync(
            project, "Build", [$"-p:Configuration={command.Configuration}", .. command.Properties, .. properties]);

    public async Task<int> DemoAsync()
    {
        var host = new PowerShellHost(command, tools);
        var powerShell = await host.FindAsync();
        if (powerShell.IsThere)
        {
            var manifest = await AssembleAsync();
            Console.WriteLine("Demo: examples/Demo.ps1 in PowerShell, with the module just assembled.");
            return await host.RunFileAsync("examples/Demo.ps1", "-ModulePath", manifest);
        }
        await BuildAsync("src/NetAnomaly.Cli");
        Console.WriteLine($"Demo: the console host netanomaly, because {powerShell.Missing}.");
        return await tools.RunAsync(
            "dotnet", $"src/NetAnomaly.Cli/bin/{command.Configuration}/net10.0/netanomaly.dll", "demo");
    }

    /// <summary>
    /// Lists packages that have a newer version, a known vulnerability, or are deprecated; fails where there are
    /// vulnerable ones.
    /// </summary>
    public async Task<int> OutdatedAsync()
    {
        const string Solution = "NetAnomaly.PowerShell.sln";
        await tools.MSBuildAsync(Solution, "Restore", command.Properties);
        var failures = 0;
        foreach (var question in new[] { "--outdated", "--deprecated" })
            failures += await tools.RunAsync("dotnet", "list", Solution, "package", question);
        var (exitCode, output) = await tools.CaptureAsync(
            "dotnet", ["list", Solution, "package", "--vulnerable", "--include-transitive"]);
        Console.WriteLine(output);
        var isVulnerable = output.Contains("following vulnerable packages", StringComparison.OrdinalIgnoreCase);
        if (isVulnerable) Console.Error.WriteLine("build.cs: packages with known vulnerabilities stand above.");
        return isVulnerable || exitCode != 0 || failures != 0 ? 1 : 0;
    }

    /// <summary>Runs benchmarks with the arguments of a command.</summary>
    public async Task<int> BenchAsync(Command command)
    {
        // The other side of `bench engines` is a program of its own.
        if (command.Rest is ["engines", ..])
            await tools.MSBuildAsync(
                "tests/NetAnomaly.Benchmarks.Torch", "Build", ["-p:Configuration=Release", .. command.Properties]);
        return await tools.RunAsync(
            "dotnet", ["run", "--project", "tests/NetAnomaly.Benchmarks", "-c", "Release", "--", .. command.Rest]);
    }

    /// <summary>Fuzzes every reader and the model file; the exit code is 1 where something was found.</summary>
    public async Task<int> FuzzAsync()
    {
        const string Project = "tests/NetAnomaly.Fuzzing";
        await tools.MSBuildAsync(Project, "Build", ["-p:Configuration=Release", .. command.Properties]);
        return await tools.RunAsync(
            "dotnet", [$"{Project}/bin/Release/net10.0/NetAnomaly.Fuzzing.dll", .. command.Rest]);
    }

    public static int Clean()
    {
        var generated = new[] { "src", "tests" }.SelectMany(Directory.GetDirectories)
            .SelectMany(project => new[] { $"{project}/bin", $"{project}/obj" }).Append("output");
        foreach (var folder in generated.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>Puts the module together and returns the full path of its manifest.</summary>
    public async Task<string> AssembleAsync(params string[] properties)
    {
        var target = Path.GetFullPath($"output/NetAnomaly/{ReadVersion()}");
        // Staged beside its destination, so that the last step is a rename: nobody ever imports half a module.
        var staging = Path.GetFullPath($"output/.staging-{Environment.ProcessId}");
        try
        {
            await tools.MSBuildAsync(
                "src/NetAnomaly.PowerShell", "Publish",
                [
                    $"-p:Configuration={command.Configuration}", $"-p:PublishDir={staging}/published/",
                    .. command.Properties, .. properties,
                ]);
            CopyFolder("module", $"{staging}/module/module", _ => true);
            CopyFolder($"{staging}/published", $"{staging}/module/lib", IsShipped);
            await AddTorchAdapterAsync($"{staging}/module/lib/torch", properties);
            foreach (var file in new[] { "NetAnomaly.psd1", "LICENSE", "THIRD-PARTY-NOTICES.txt" })
                File.Copy(file, $"{staging}/module/{file}");
            // PowerShell looks for help beside the manifest.
            if (Directory.Exists($"{staging}/module/module/en-US"))
                Directory.Move($"{staging}/module/module/en-US", $"{staging}/module/en-US");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Directory.Exists(target)) Directory.Move(target, $"{staging}/retired");
            Directory.Move($"{staging}/module", target);
            return Path.Combine(target, "NetAnomaly.psd1");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildException(
                $"{target} cannot be written. Does a PowerShell process have it imported? End that process and run "
                    + $"this again. ({e.Message})");
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }

    /// <summary>Zips the module.</summary>
    public async Task<string> PackageAsync()
    {
        var folder = Path.GetDirectoryName(await AssembleAsync())!;
        return ZipFolder.Write(folder, "output", $"output/NetAnomaly.{Path.GetFileName(folder)}.zip");
    }

    /// <summary>The version that module manifest and assemblies must share.</summary>
    public static string ReadVersion()
    {
        if (new[] { "NetAnomaly.psd1", "module" }.FirstOrDefault(path => !Path.Exists(path)) is { } missing)
            throw new BuildException($"{missing} is missing.");
        var manifest = Regex.Match(
            File.ReadAllText("NetAnomaly.psd1"), @"^\s*ModuleVersion\s*=\s*['""]([^'""]+)['""]",
            RegexOptions.Multiline).Groups[1].Value;
        var assemblies = XDocument.Load("Directory.Build.props").Descendants("VersionPrefix").FirstOrDefault()?.Value;
        return manifest == assemblies && manifest.Length > 0 ? manifest
            : throw new BuildException(
                $"ModuleVersion in NetAnomaly.psd1 is '{manifest}', VersionPrefix in Directory.Build.props is "
                    + $"'{assemblies}': make them equal.");
    }

    // What binds the module to TorchSharp is small and goes with it wherever it could be built; TorchSharp itself comes
    // as an engine pack.
    private async Task AddTorchAdapterAsync(string target, string[] properties)
    {
        const string Project = "src/NetAnomaly.Models.Torch";
        if (command.LeavesOut("Torch") || properties.Contains("-p:Torch=false")) return;
        var (exitCode, output) = await tools.CaptureAsync(
            "dotnet",
            [
                "msbuild", Project, "-restore", "-t:Build", $"-p:Configuration={command.Configuration}",
                .. command.Properties, .. properties, "-nologo", "-v:q", "-tl:off",
            ]);
        if (exitCode != 0 && Tools.FirstError(output) is var error)
        {
            // NuGet's errors are those of a feed; anything else is the source's fault.
            if (!error.StartsWith("NU", StringComparison.Ordinal))
                throw new BuildException($"{Project} does not build: {error}");
            Part.NotRestored("Torch", error);
            return;
        }
        var built = $"{Project}/bin/{command.Configuration}/net10.0";
        if (File.Exists($"{built}/not-built.txt")) return;
        Directory.CreateDirectory(target);
        File.Copy($"{built}/NetAnomaly.Models.Torch.dll", $"{target}/NetAnomaly.Models.Torch.dll");
    }

    // PowerShell brings its own assemblies; a second copy beside the module would clash with them.
    private static bool IsShipped(string file) =>
        Path.GetExtension(file) is not (".pdb" or ".xml")
        && !Path.GetFileName(file).StartsWith("System.Management.Automation.", StringComparison.OrdinalIgnoreCase)
        && !Path.GetFileName(file).StartsWith("Microsoft.PowerShell.", StringComparison.OrdinalIgnoreCase)
        && Path.GetFileName(file) != "System.Security.Cryptography.Pkcs.dll"
        && IsOfHosts(file);

    // SQLite comes for many more platforms than PowerShell runs on.
    private static bool IsOfHosts(string file)
    {
        var folders = file.Split(Path.DirectorySeparatorChar);
        var at = Array.LastIndexOf(folders, "runtimes");
        return at < 0 || at + 1 >= folders.Length || Hosts.Contains(folders[at + 1]);
    }

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
