using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Training;
using NetAnomaly.Operations.Retraining;

namespace NetAnomaly.Operations.Tests.Retraining;

public sealed class ModelArchiveTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 3, 1, 3, 0, 0, DateTimeKind.Utc);
    private readonly ScratchFolder folder = new();

    private string Model => folder.File("office.nam");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_last_old_files_are_kept_and_others_are_left_alone()
    {
        ModelFile.Save(Named("0"), Model, overwrite: false);
        File.WriteAllText(folder.File("office.mine.nam"), "");
        var removed = new List<string>();
        for (var week = 1; week <= 4; week++)
            removed.AddRange(ModelArchive.Replace(Named($"{week}"), Model, 2, Now.AddDays(7 * week)).Removed);

        Assert.Equal("4", ModelFile.Describe(Model).Name);
        Assert.Equal(
            [folder.File("office.20260329T030000Z.nam"), folder.File("office.20260322T030000Z.nam")],
            ModelArchive.Old(Model));
        Assert.Equal(["3", "2"], ModelArchive.Old(Model).Select(old => ModelFile.Describe(old).Name));
        Assert.Equal(
            [folder.File("office.20260308T030000Z.nam"), folder.File("office.20260315T030000Z.nam")], removed);
        Assert.True(File.Exists(folder.File("office.mine.nam")));
    }

    [Fact]
    public void Two_in_one_second_do_not_overwrite_each_other()
    {
        ModelFile.Save(Named("0"), Model, overwrite: false);
        var first = ModelArchive.Replace(Named("1"), Model, 5, Now).Kept!;
        var second = ModelArchive.Replace(Named("2"), Model, 5, Now).Kept!;
        Assert.Equal(["0", "1"], new[] { first, second }.Select(old => ModelFile.Describe(old).Name));
    }

    [Fact]
    public void Model_and_old_file_have_the_mode_of_before()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        ModelFile.Save(Named("0"), Model, overwrite: false);
        File.SetUnixFileMode(Model, Mode);
        var kept = ModelArchive.Replace(Named("1"), Model, 5, Now).Kept!;
        Assert.Equal((Mode, Mode), (File.GetUnixFileMode(Model), File.GetUnixFileMode(kept)));
    }

    private static AnomalyModel Named(string name) =>
        ModelTrainer.New(ModelPresets.Default(ModelArchitecture.TokenFrequency).Spec with { Name = name });
}
