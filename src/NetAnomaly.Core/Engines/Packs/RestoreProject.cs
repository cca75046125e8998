using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace NetAnomaly.Core.Engines.Packs;

/// <summary>
/// A project in a temporary folder that references packages, for <c>dotnet restore</c>. Disposing deletes it.
/// </summary>
internal sealed class RestoreProject : IDisposable
{
    private const string Remedy =
        "Check that your NuGet feeds carry the packages (dotnet nuget list source), name one with -Source, "
        + "or install an engine pack with -Path.";

    private readonly string folder = Directory.CreateTempSubdirectory("NetAnomaly-").FullName;
    private readonly string project;
    private readonly string packages;

    /// <summary>Writes the project.</summary>
    public RestoreProject(IReadOnlyList<FeedPackage> packages, string runtime)
    {
        this.packages = string.Join(", ", packages);
        project = Path.Combine(folder, "pack.csproj");

        // Empty, so that what lies above the temporary folder has no say.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            File.WriteAllText(Path.Combine(folder, name), "<Project />");

        // TorchSharp is built for .NET 8; without references to the framework, restoring needs nothing but the
        // packages. SkiaSharp draws pictures of tensors, which nothing here needs: 600 MB that SDKs from version 10 on
        // leave out.
        var references = packages.Select(package =>
            $"""<PackageReference Include="{package.Name}" Version="[{package.Version}]" />""");
        File.WriteAllText(
            project,
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net8.0</TargetFramework>
                <RuntimeIdentifier>{runtime}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
                <RestoreEnablePackagePruning>true</RestoreEnablePackagePruning>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references)}
                <PrunePackageReference Include="SkiaSharp" Version="999.0.0" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>What NuGet says about what it restored.</summary>
    public string AssetsFile => Path.Combine(folder, "obj", "project.assets.json");

    /// <summary>Restores.</summary>
    /// <exception cref="EngineException">There is no .NET SDK, or the packages cannot be had.</exception>
    public void Restore(IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "restore", project, "--nologo", "-v", "quiet",
                .. sources.SelectMany(source => new[] { "--source", source }),
            ])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // A build server that outlived the restore would hold its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var process = Start(start);
        process.StandardInput.Close();
        var output = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(CancellationToken.None),
            process.StandardError.ReadToEndAsync(CancellationToken.None));
        using (cancellation.Register(() => process.Kill(entireProcessTree: true)))
        {
            process.WaitForExit();
        }

        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode == 0) return;
        var said = string.Concat(output.GetAwaiter().GetResult()).ReplaceLineEndings("\n")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var problem = $"dotnet restore does not get {packages}: {FirstError(said)}";
        throw new EngineException(EngineFault.FeedFailed, problem, Remedy);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // The temporary folder is cleaned by the system, too.
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new EngineException(
                EngineFault.FeedFailed, $"The program dotnet does not start: {cause.Message}",
                "Install the .NET SDK (version 8 or later), or install an engine pack with -Path.", cause);
        }
    }

    // "path : error NU1101: what is wrong [project]", without what only this code knows.
    private static string FirstError(string[] said)
    {
        var line = said.FirstOrDefault(line => line.Contains(": error ", StringComparison.Ordinal))
            ?? said.LastOrDefault() ?? "it says nothing";
        var at = line.IndexOf("error ", StringComparison.Ordinal);
        var end = line.LastIndexOf(" [", StringComparison.Ordinal);
        return line[Math.Max(0, at)..(end > at ? end : line.Length)];
    }
}
