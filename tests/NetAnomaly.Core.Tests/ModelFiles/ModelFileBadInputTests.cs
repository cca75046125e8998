using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.ModelFiles;

/// <summary>
/// Files that are not, or no longer, model files: each gets an error that names the file, says what is wrong and what
/// to do.
/// </summary>
public sealed class ModelFileBadInputTests : IDisposable
{
    private const string Manifest = "manifest.json";
    private const string Calibration = "calibration.json";
    private const string Weights = "weights.safetensors";

    private readonly ScratchFolder folder = new();
    private readonly DetectorRegistry registry = new([new TokenFrequencyFactory(), new StubFactory()]);
    private readonly string path;

    public ModelFileBadInputTests()
    {
        path = folder.File("m.nam");
        using var model = ModelMaker.Train(
            registry, CorpusMaker.OfWindows(5), ModelMaker.Spec.As(ModelArchitecture.Clstm));
        ModelFile.Save(model, path, overwrite: false);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_that_the_others_are_made_of_is_good()
    {
        using var model = ModelFile.Load(path, registry);
        Assert.True(model.IsLoaded);
    }

    [Fact]
    public void A_missing_file_is_missing() => Fails("There is no file", folder.File("other.nam"));

    [Fact]
    public void A_file_in_a_missing_folder_is_missing() =>
        Fails("There is no file", Path.Combine(folder.Path, "nowhere", "m.nam"));

    [Fact]
    public void A_directory_is_a_directory() => Fails("is a directory", folder.Path);

    [Fact]
    public void A_path_of_nothing_is_refused() => Fails("is not a model file", "");

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("StartTime,Dur,Proto,SrcAddr\n")]
    public void A_file_that_is_no_zip_is_refused(string content)
    {
        File.WriteAllText(path, content);
        Fails("is not a model file");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void A_truncated_file_is_refused(double share)
    {
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * share)]);
        Fails("is not a model file");
    }

    [Theory]
    [InlineData(Manifest)]
    [InlineData(Calibration)]
    public void A_part_that_is_missing_is_named(string entry)
    {
        ZipSurgery.Remove(path, entry);
        FailsToLoad($"it has no {entry}");
    }

    [Fact]
    public void Weights_that_are_missing_are_the_engines_to_refuse()
    {
        ZipSurgery.Remove(path, Weights);
        FailsToLoad("its weights are missing");
    }

    [Theory]
    [InlineData(Manifest)]
    [InlineData(Calibration)]
    [InlineData(Weights)]
    public void A_part_that_is_there_twice_is_refused(string entry)
    {
        ZipSurgery.Append(path, entry, "{}");
        FailsToLoad($"it has {entry} twice");
    }

    [Theory]
    [InlineData(Manifest, (16u << 20) + 1, "larger than 16 MiB")]
    [InlineData(Manifest, int.MaxValue, "larger than 16 MiB")]
    [InlineData(Calibration, int.MaxValue, "larger than 16 MiB")]
    [InlineData(Weights, uint.MaxValue - 1, "larger than 2047 MiB")]
    [InlineData(Weights, 2u << 30, "larger than 2047 MiB")]
    [InlineData(Weights, (2u << 30) - 57, "is not as long as it says")]
    [InlineData(Manifest, 15u << 20, "is not as long as it says")]
    [InlineData(Weights, 6, "is not as long as it says")]
    [InlineData(Weights, 4, "is damaged")]
    [InlineData(Manifest, 40, "is damaged")]
    [InlineData(Manifest, 0, "is damaged")]
    public void A_part_that_declares_a_false_or_outsize_length_is_refused_without_reading_so_much(
        string entry, uint length, string complaint)
    {
        ZipSurgery.DeclareLength(path, entry, length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        FailsToLoad(complaint);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void One_bit_that_flipped_on_the_disk_is_found()
    {
        var weights = new byte[10_000];
        new Random(1).NextBytes(weights);
        var provider = new StubFactory { Weights = weights };
        using var model = ModelMaker.Train(
            new DetectorRegistry([provider]), CorpusMaker.OfWindows(5), ModelMaker.Spec.As(ModelArchitecture.Clstm));
        ModelFile.Save(model, path, overwrite: true);
        // Bytes that do not shrink are stored in blocks as they are: these eight stand in the file once.
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf(weights.AsSpan(5_000, 8))] ^= 0x10;
        File.WriteAllBytes(path, bytes);
        FailsToLoad("its weights.safetensors is damaged");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"spec\":null}")]
    [InlineData("{\"spec\":{\"architecture\":\"Clstm\"}")]
    [InlineData("not json")]
    public void A_manifest_that_says_nothing_is_refused(string json)
    {
        ZipSurgery.Replace(path, Manifest, json);
        Fails("is not a model file");
    }

    [Theory]
    [InlineData("\"format\":3", "\"format\":4")]
    [InlineData("\"format\":3", "\"format\":0")]
    [InlineData("\"format\":3", "\"format\":-1")]
    public void A_file_of_another_format_is_refused_with_the_version_that_is_read(string part, string by)
    {
        ZipSurgery.Edit(path, Manifest, part, by);
        Fails("this version reads up to 3");
    }

    [Theory]
    [InlineData("\"architecture\":\"Clstm\"", "\"architecture\":\"Oracle\"")]
    [InlineData("\"architecture\":\"Clstm\"", "\"architecture\":99")]
    [InlineData("\"window\":\"01:00:00\"", "\"window\":\"05:00:00\"")]
    [InlineData("\"kind\":\"Clstm\"", "\"kind\":\"Oracle\"")]
    [InlineData("\"kind\":\"Clstm\"", "\"kind\":\"BiLstm\"")]
    [InlineData("\"kind\":\"Clstm\",", "")]
    [InlineData("\"hiddenSize\":64", "\"hiddenSize\":2000000000")]
    [InlineData("\"hiddenSize\":64", "\"hiddenSize\":6400000000000")]
    [InlineData("\"dropout\":0.1", "\"dropout\":\"NaN\"")]
    [InlineData("\"schemes\":[\"ProtoByte\"]", "\"schemes\":[]")]
    [InlineData("\"schemes\":[\"ProtoByte\"]", "\"schemes\":null")]
    [InlineData("\"name\":\"office\"", "\"name\":null")]
    [InlineData("\"excludeLabels\":[]", "\"excludeLabels\":[null]")]
    [InlineData("\"history\":[{", "\"history\":[null,{")]
    public void A_description_that_does_not_hold_together_is_refused(string part, string by)
    {
        ZipSurgery.Edit(path, Manifest, part, by);
        Fails("is not a model file");
    }

    [Theory]
    [InlineData("\"vocabulary\":[{\"scheme\":\"ProtoByte\"", "\"vocabulary\":[{\"scheme\":\"State\"")]
    [InlineData("\"vocabulary\":[{\"scheme\":\"ProtoByte\"",
        "\"vocabulary\":[{\"scheme\":\"State\",\"words\":[]},{\"scheme\":\"ProtoByte\"")]
    [InlineData("\"vocabulary\":[{", "\"vocabulary\":[],\"rest\":[{")]
    [InlineData("\"vocabulary\":[{", "\"vocabulary\":[null,{")]
    [InlineData("\"words\":[{", "\"words\":[null,{")]
    [InlineData("\"words\":[{", "\"words\":[{\"text\":null,\"flows\":1,\"hosts\":1},{")]
    [InlineData("\"words\":[{", "\"words\":[{\"text\":\"t1\",\"flows\":1,\"hosts\":1},{")]
    [InlineData("\"words\":[{", "\"words\":[{\"text\":\"<unk>\",\"flows\":1,\"hosts\":1},{")]
    [InlineData("\"words\":[{", "\"words\":[{\"text\":\"t2\",\"flows\":-1,\"hosts\":1},{")]
    [InlineData("\"words\":[{", "\"words\":[{\"text\":\"t2\",\"flows\":9223372036854775807,\"hosts\":1},{")]
    [InlineData("\"words\":[{", "\"words\":[{\"text\":\"t2\"},{")]
    public void A_vocabulary_that_does_not_match_is_refused(string part, string by)
    {
        ZipSurgery.Edit(path, Manifest, part, by);
        FailsToLoad("is not a model file");
    }

    [Theory]
    [InlineData("{\"scores\":[1,\"NaN\"],\"counts\":[1,1]}")]
    [InlineData("{\"scores\":[1,\"Infinity\"],\"counts\":[1,1]}")]
    [InlineData("{\"scores\":[2,1],\"counts\":[1,1]}")]
    [InlineData("{\"scores\":[1,2],\"counts\":[1]}")]
    [InlineData("{\"scores\":[1,2],\"counts\":[1,0]}")]
    [InlineData("{\"scores\":[1,2],\"counts\":[1,-1]}")]
    [InlineData("{\"scores\":null,\"counts\":null}")]
    [InlineData("{\"scores\":[1,2]}")]
    [InlineData("{\"strata\":[]}")]
    [InlineData("{\"strata\":[null]}")]
    [InlineData("{\"strata\":[{\"service\":null,\"fromLength\":1,\"toLength\":9,\"scores\":{\"values\":[1],\"counts\":[1]}}]}")]
    [InlineData("{\"strata\":[{\"service\":null,\"fromLength\":2,\"toLength\":2147483647,\"scores\":{\"values\":[1],\"counts\":[1]}}]}")]
    [InlineData("{\"strata\":[{\"service\":\"80\",\"fromLength\":1,\"toLength\":2147483647,\"scores\":{\"values\":[1],\"counts\":[1]}}]}")]
    [InlineData("{\"strata\":[{\"service\":null,\"fromLength\":1,\"toLength\":2147483647,\"scores\":{\"values\":[1],\"counts\":[1],\"beyond\":-1}}]}")]
    [InlineData("{\"strata\":[{\"service\":null,\"fromLength\":1,\"toLength\":2147483647,\"scores\":{\"values\":[1],\"counts\":[1],\"tail\":{\"threshold\":0,\"scale\":0,\"shape\":0}}}]}")]
    [InlineData("{\"strata\":[{\"service\":null,\"fromLength\":1,\"toLength\":2147483647,\"scores\":{\"values\":[1],\"counts\":[1],\"tail\":{\"threshold\":0,\"scale\":1,\"shape\":-0.5}}}]}")]
    [InlineData("{\"strata\":[{\"service\":null,\"fromLength\":1,\"toLength\":2147483647,\"scores\":{\"values\":[1],\"counts\":[1],\"tail\":{\"threshold\":2,\"scale\":1,\"shape\":0}}}]}")]
    [InlineData("{\"threshold\":\"NaN\",\"strata\":[{\"service\":null,\"fromLength\":1,\"toLength\":2147483647,\"scores\":{\"values\":[1],\"counts\":[1]}}]}")]
    [InlineData("null")]
    [InlineData("")]
    public void A_calibration_that_is_none_is_refused(string json)
    {
        ZipSurgery.Replace(path, Calibration, json);
        FailsToLoad("is not a model file");
    }

    [Fact]
    public void Json_that_is_nested_without_end_is_refused()
    {
        ZipSurgery.Replace(path, Manifest, "{\"spec\":" + new string('[', 100_000));
        Fails("is not a model file");
    }

    [Fact]
    public void A_model_for_which_no_engine_is_installed_is_refused_by_its_architecture()
    {
        var error = Assert.Throws<ModelFileException>(() => ModelFile.Load(path, ModelMaker.Registry));
        Assert.Contains("Clstm", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_beside_the_known_ones_are_left_alone()
    {
        ZipSurgery.Append(path, "../evil.dll", "MZ");
        using var model = ModelFile.Load(path, registry);
        Assert.True(model.IsLoaded);
        Assert.Equal(["m.nam"], folder.Names);
        Assert.False(File.Exists(Path.Combine(folder.Path, "..", "evil.dll")));
    }

    private void Fails(string complaint, string? file = null)
    {
        Check(complaint, file ?? path, Assert.Throws<ModelFileException>(() => ModelFile.Describe(file ?? path)));
        Check(complaint, file ?? path, Assert.Throws<ModelFileException>(() => ModelFile.Load(file ?? path, registry)));
    }

    private void FailsToLoad(string complaint) =>
        Check(complaint, path, Assert.Throws<ModelFileException>(() => ModelFile.Load(path, registry)));

    private static void Check(string complaint, string file, ModelFileException error)
    {
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{file}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(file, error.Path);
        Assert.NotEmpty(error.Remedy);
    }
}
