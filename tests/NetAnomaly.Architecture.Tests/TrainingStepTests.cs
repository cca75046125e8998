using Mono.Cecil;

namespace NetAnomaly.Architecture.Tests;

/// <summary>The walk of a training step (docs/architecture.md): it can be read from file to file.</summary>
public sealed class TrainingStepTests
{
    private static readonly IReadOnlyList<TypeDefinition> Types =
        [.. ProductAssemblies.Types(ProductAssemblies.All.Single(module => module.Name == "NetAnomaly.Models.dll"))];

    [Theory]
    [InlineData("NetAnomaly.Models.Training")]
    [InlineData("NetAnomaly.Models.Words")]
    [InlineData("NetAnomaly.Models.Metric")]
    public void What_trains_a_network_derives_from_nothing_of_ours(string name) => Assert.Empty(
        from type in Types
        where type.Namespace == name && type.Name.EndsWith("Trainer", StringComparison.Ordinal)
            | type.Name.EndsWith("Steps", StringComparison.Ordinal)
        where type is { IsInterface: false } and not { IsSealed: true, BaseType.FullName: "System.Object" }
        select $"{type.FullName} : {type.BaseType}");

    [Theory]
    [InlineData("Clstm")]
    [InlineData("Transformer")]
    [InlineData("BiLstm")]
    public void A_network_overrides_one_class_of_ours_and_no_more(string name)
    {
        var network = Types.Single(type => type.Name == name).BaseType.Resolve();
        Assert.Equal("NetAnomaly.Models.Networks.WordNetwork", network.FullName);
        Assert.Equal("NetAnomaly.Models", network.Module.Assembly.Name.Name);
        Assert.Equal("NetAnomaly.Tensors", network.BaseType.Resolve().Module.Assembly.Name.Name);
    }

    [Fact]
    public void The_classes_of_the_walk_are_looked_at() => Assert.Superset(
        new HashSet<string> { "EpochTrainer", "WordBatchSteps", "LanguageModelTrainer", "MetricTrainer" },
        Types.Select(type => type.Name).ToHashSet());
}
