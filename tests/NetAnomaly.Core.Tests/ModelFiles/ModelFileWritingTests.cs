using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.ModelFiles;

public sealed class ModelFileWritingTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly AnomalyModel model = ModelMaker.Train(CorpusMaker.OfWindows(5));

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Nothing_but_the_file_is_there_when_it_is_written()
    {
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);
        Assert.Equal(["m.nam"], folder.Names);
    }

    [Fact]
    public void A_file_that_is_there_is_not_replaced_unasked()
    {
        File.WriteAllText(folder.File("m.nam"), "precious");
        var error = Assert.Throws<ModelFileException>(
            () => ModelFile.Save(model, folder.File("m.nam"), overwrite: false));
        Assert.Contains("exists already", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", error.Remedy, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(folder.File("m.nam")));
        Assert.Equal(["m.nam"], folder.Names);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_when_asked()
    {
        File.WriteAllText(folder.File("m.nam"), "old");
        ModelFile.Save(model, folder.File("m.nam"), overwrite: true);
        using var loaded = ModelFile.Load(folder.File("m.nam"), ModelMaker.Registry);
        Assert.True(loaded.IsLoaded);
        Assert.Equal(["m.nam"], folder.Names);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    public void Where_the_disk_fails_halfway_nothing_is_left_behind_and_the_old_file_stays(Type fault)
    {
        using var failing = Failing((Exception)Activator.CreateInstance(fault, "the disk is full")!);
        File.WriteAllText(folder.File("m.nam"), "old");
        var error = Assert.Throws<ModelFileException>(
            () => ModelFile.Save(failing, folder.File("m.nam"), overwrite: true));
        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal(folder.File("m.nam"), error.Path);
        Assert.Equal("old", File.ReadAllText(folder.File("m.nam")));
        Assert.Equal(["m.nam"], folder.Names);
    }

    [Fact]
    public void Where_the_engine_fails_halfway_nothing_is_left_behind()
    {
        using var failing = Failing(new OperationCanceledException());
        Assert.Throws<OperationCanceledException>(() => ModelFile.Save(failing, folder.File("m.nam"), overwrite: true));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void A_folder_that_is_missing_is_named()
    {
        var path = Path.Combine(folder.Path, "nowhere", "m.nam");
        var error = Assert.Throws<ModelFileException>(() => ModelFile.Save(model, path, overwrite: false));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Contains("folder exists", error.Remedy, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_an_error_of_the_path()
    {
        File.WriteAllText(folder.File("file"), "");
        Assert.Throws<ModelFileException>(
            () => ModelFile.Save(model, Path.Combine(folder.File("file"), "m.nam"), overwrite: false));
        Assert.Equal(["file"], folder.Names);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_directory_is_not_written_over(bool overwrite)
    {
        var error = Assert.Throws<ModelFileException>(() => ModelFile.Save(model, folder.Path, overwrite));
        Assert.Contains("is a directory", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void A_trained_model_whose_weights_are_gone_is_not_written()
    {
        var disposed = ModelMaker.Train(CorpusMaker.OfWindows(5));
        disposed.Dispose();
        Assert.Throws<InvalidOperationException>(
            () => ModelFile.Save(disposed, folder.File("m.nam"), overwrite: false));
        Assert.Empty(folder.Names);
    }

    private static AnomalyModel Failing(Exception fault) => ModelMaker.Train(
        new DetectorRegistry([new StubFactory { WriteFault = fault }]), CorpusMaker.OfWindows(5),
        ModelMaker.Spec.As(ModelArchitecture.Clstm));
}
