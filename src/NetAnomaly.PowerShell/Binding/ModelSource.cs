namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// What a user gives as a model: the model itself, or the file it lies in. PowerShell makes it of either; nothing is
/// read before it is needed.
/// </summary>
public sealed class ModelSource
{
    /// <summary>A model in memory.</summary>
    public ModelSource(AnomalyModel model) => Model = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>A model file; a relative path starts at the current location.</summary>
    public ModelSource(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>A model file, as Get-Item gives it.</summary>
    public ModelSource(FileInfo file) => Path = (file ?? throw new ArgumentNullException(nameof(file))).FullName;

    /// <summary>The model, where it was given.</summary>
    public AnomalyModel? Model { get; }

    /// <summary>The file, where that was given.</summary>
    public string? Path { get; }

    /// <summary>The path or the model's name.</summary>
    public override string ToString() => Path ?? Model!.Name;
}
