using System.Text;
using NetAnomaly.Core.Weights;

namespace NetAnomaly.Operations.Scheduling;

/// <summary>Writes and removes the files of registrations: all of them, or none.</summary>
internal sealed class RegistrationFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly List<(string Path, byte[]? Before)> changed = [];

    /// <summary>The text of a file; <see langword="null"/> where there is none.</summary>
    public static string? Read(string path) =>
        Guarded(() => File.Exists(path) ? File.ReadAllText(path, Utf8) : null, path);

    /// <summary>How much of a plan's files is there.</summary>
    public static RegistrationState Compare(IReadOnlyList<PlannedFile> files)
    {
        string?[] texts = [.. files.Select(file => Read(file.Path))];
        return texts.All(text => text is null) ? RegistrationState.Absent
            : files.Select(file => file.Text).SequenceEqual(texts) ? RegistrationState.Same
            : RegistrationState.Different;
    }

    /// <summary>Writes a file.</summary>
    public void Write(PlannedFile file) => Guarded(
        () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
            changed.Add((file.Path, File.Exists(file.Path) ? File.ReadAllBytes(file.Path) : null));
            AtomicFile.Write(file.Path, overwrite: true, stream => stream.Write(Utf8.GetBytes(file.Text)));
            return 0;
        },
        file.Path);

    /// <summary>Removes a file, where it is there.</summary>
    public void Remove(string path) => Guarded(
        () =>
        {
            if (!File.Exists(path)) return 0;
            changed.Add((path, File.ReadAllBytes(path)));
            File.Delete(path);
            return 0;
        },
        path);

    /// <summary>Makes all files what they were.</summary>
    public void Restore()
    {
        foreach (var (path, before) in Enumerable.Reverse(changed))
        {
            if (before is null) File.Delete(path);
            else AtomicFile.Write(path, overwrite: true, stream => stream.Write(before));
        }

        changed.Clear();
    }

    private static T Guarded<T>(Func<T> work, string path)
    {
        try
        {
            return work();
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException or IOException)
        {
            var isDenied = cause is UnauthorizedAccessException;
            throw new SchedulingException(
                isDenied ? SchedulingFault.Denied : SchedulingFault.Failed, $"{path}: {cause.Message}",
                isDenied ? SchedulerErrors.Rights : "Check the folder, the disk and its space.", cause);
        }
    }
}
