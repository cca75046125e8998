using SharpFuzz;

namespace NetAnomaly.Fuzzing.Campaigns;

/// <summary>A copy of this program whose readers count the branches that they take.</summary>
internal static class Instrumentation
{
    private static readonly string[] Instrumented =
    [
        "NetAnomaly.Flows.dll", "NetAnomaly.Core.dll", "SharpCompress.dll", "Parquet.dll",
    ];

    /// <summary>Makes the copy, and says where its main assembly lies.</summary>
    /// <param name="folder">Where to.</param>
    public static string Make(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        foreach (var name in Instrumented)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path)) _ = Fuzzer.Instrument(path, IsWanted, Options.Value).Count();
        }

        return Path.Combine(folder, Path.GetFileName(typeof(Instrumentation).Assembly.Location));
    }

    private static bool IsWanted(string type) =>
        !type.Contains("Writing", StringComparison.Ordinal) && !type.Contains("Samples", StringComparison.Ordinal);
}
