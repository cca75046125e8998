using System.Collections;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Core.Tests.ModelFiles;

public sealed class OptionsInFilesTests : IDisposable
{
    private const string Manifest = "manifest.json";

    private readonly ScratchFolder folder = new();

    public static TheoryData<ModelArchitecture, string> AllOptions =>
    [
        .. from kind in DetectorKinds.Standard.All
           from parameter in ModelParameter.Of(kind.OptionsType)
           select (kind.Architecture, parameter.Option),
    ];

    public static TheoryData<string, string, DetectorOptions> FlatOptions => new()
    {
        {
            "TokenFrequency", "\"countBy\":\"SourceHost\"",
            new FrequencyOptions { CountBy = TokenCounting.SourceHost }
        },
        {
            "Clstm",
            "\"maxWords\":9,\"embeddingSize\":8,\"hiddenSize\":7,\"convolutionLayers\":1,\"kernelSize\":5,"
            + "\"recurrentLayers\":2,\"dropout\":0.3,\"wordVectors\":true,\"rarityFloor\":true,"
            + "\"countBy\":\"SourceWindow\",\"denseSize\":6,"
            + "\"contextLength\":4,\"foldAttacks\":false",
            new ClstmOptions
            {
                MaxWords = 9, EmbeddingSize = 8, HiddenSize = 7, ConvolutionLayers = 1, KernelSize = 5,
                RecurrentLayers = 2, Dropout = 0.3, WordVectors = true, RarityFloor = true,
                CountBy = TokenCounting.SourceWindow, DenseSize = 6, ContextLength = 4, MergeAttackClasses = false,
            }
        },
        {
            "Transformer",
            "\"embeddingSize\":8,\"attentionLayers\":2,\"heads\":2,\"feedForwardSize\":12,\"convolutionLayers\":1,"
            + "\"kernelSize\":5,\"denseSize\":6",
            new TransformerOptions
            {
                EmbeddingSize = 8, AttentionLayers = 2, Heads = 2, FeedForwardSize = 12, ConvolutionLayers = 1,
                KernelSize = 5, DenseSize = 6,
            }
        },
        {
            "BiLstm", "\"hiddenSize\":7,\"recurrentLayers\":2,\"denseSize\":6",
            new BiLstmOptions { HiddenSize = 7, RecurrentLayers = 2, DenseSize = 6 }
        },
        {
            "Metric",
            "\"dropout\":0.2,\"foldAttacks\":false,\"embeddingSize\":99,\"neighbors\":9,"
            + "\"metric\":{\"encoders\":2,\"drawnEncoders\":1,\"neighbors\":4,\"distance\":\"L2\"}",
            new MetricOptions
            {
                Dropout = 0.2, MergeAttackClasses = false, Encoders = 2, DrawnEncoders = 1, Neighbors = 4,
                Distance = MetricDistance.L2,
            }
        },
        {
            "NearestNeighbor", "\"neighbors\":9,\"foldAttacks\":false",
            new NeighborOptions { Neighbors = 9, MergeAttackClasses = false }
        },
        { "IsolationForest", "\"trees\":12,\"sampleSize\":64", new ForestOptions { Trees = 12, SampleSize = 64 } },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Each_option_comes_back(ModelArchitecture architecture, string option)
    {
        var preset = ModelPresets.WithMembers(ModelPresets.Default(architecture).Spec);
        var parameter = ModelParameter.Of(preset.Options.GetType()).Single(one => one.Option == option);
        var own = preset.Options.GetType().GetProperty(option)!;
        var changed = parameter.With(preset.Options, Raw(parameter, Other(own.GetValue(preset.Options)!)));
        using var model = ModelTrainer.New(preset with { Options = changed });
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);

        using var read = ModelFile.Describe(folder.File("m.nam"));

        Assert.NotEqual(preset.Options, read.Spec.Options);
        Assert.Equivalent(model.Spec, read.Spec, strict: true);
        Assert.Equivalent(own.GetValue(changed), own.GetValue(read.Spec.Options), strict: true);
        var manifest = ZipSurgery.Read(folder.File("m.nam"), Manifest);
        Assert.Contains($"\"kind\":\"{architecture}\"", manifest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Flat_options_of_older_files_are_those_of_the_architecture(int format) => Assert.All(FlatOptions, row =>
    {
        var (architecture, flat, expected) = row.Data;
        var spec = Read(
            $"{{\"format\":{format},\"spec\":{{\"architecture\":\"{architecture}\",\"name\":\"old\",{flat}}}}}");

        Assert.Equal((architecture, "old"), (spec.Architecture.ToString(), spec.Name));
        Assert.Equivalent(expected, spec.Options, strict: true);
    });

    [Fact]
    public void Members_of_an_ensemble_of_an_older_file_have_options_of_their_own()
    {
        var spec = Read(
            "{\"format\":2,\"spec\":{\"architecture\":\"Ensemble\",\"countBy\":\"SourceWindow\",\"members\":["
            + "{\"architecture\":\"Clstm\",\"name\":\"network\",\"hiddenSize\":8},"
            + "{\"architecture\":\"TokenFrequency\",\"name\":\"counts\",\"countBy\":\"SourceWindow\"}]}}");

        var members = ModelMembers.Of(spec);
        Assert.Equal(["network", "counts"], members.Select(member => member.Name));
        Assert.Equal(8, members[0].OptionsOf<ClstmOptions>().HiddenSize);
        Assert.Equal(TokenCounting.SourceWindow, members[1].OptionsOf<FrequencyOptions>().CountBy);
    }

    [Theory]
    [InlineData("\"architecture\":\"Ensemble\",\"members\":[null]", "holds a null")]
    [InlineData("\"architecture\":\"Ensemble\",\"members\":[]", "1 to 16 members")]
    [InlineData("\"architecture\":\"TokenFrequency\",\"members\":[{\"architecture\":\"Clstm\"}]", "Only an ensemble")]
    [InlineData("\"architecture\":\"Clstm\",\"hiddenSize\":0", "LSTM's state")]
    [InlineData("\"architecture\":99", "architecture is not known")]
    [InlineData("\"name\":\"nothing\"", "is not a model file")]
    public void A_broken_description_of_an_older_file_is_refused(string spec, string complaint)
    {
        var error = Assert.Throws<ModelFileException>(() => Read($"{{\"format\":2,\"spec\":{{{spec}}}}}"));

        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"options\":{\"hiddenSize\":8}", "does not say what kind")]
    [InlineData("\"options\":{\"hiddenSize\":8,\"kind\":\"BiLstm\"}", "ClstmOptions, not BiLstmOptions")]
    [InlineData("\"hiddenSize\":8", "options")]
    public void Options_of_no_kind_or_of_another_are_refused(string options, string complaint)
    {
        var error = Assert.Throws<ModelFileException>(
            () => Read($"{{\"format\":3,\"spec\":{{\"architecture\":\"Clstm\",{options}}}}}"));

        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    private ModelSpec Read(string manifest)
    {
        var path = folder.File($"{Guid.NewGuid():N}.nam");
        using var any = ModelTrainer.New(ModelMaker.Spec);
        ModelFile.Save(any, path, overwrite: false);
        ZipSurgery.Replace(path, Manifest, manifest);
        using var model = ModelFile.Describe(path);
        return model.Spec;
    }

    // A value of the option as the parameter takes it.
    private static object? Raw(ModelParameter parameter, object value) =>
        parameter.Name == "MultiClass" ? value is not true : value;

    private static object Other(object value) => value switch
    {
        int number => 2 * number,
        double number => number / 2,
        bool flag => !flag,
        Enum => Enum.GetValues(value.GetType()).Cast<object>().Last(one => !one.Equals(value)),
        IReadOnlyList<int> => new[] { 24, 12 },
        IList members => new[] { (ModelSpec)members[0]! },
        _ => throw new ArgumentException($"{value} is of a type that no option had."),
    };
}
