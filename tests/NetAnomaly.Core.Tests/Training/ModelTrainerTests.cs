using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.FlowMaker;
using static NetAnomaly.Core.Tests.Support.SequenceMaker;

namespace NetAnomaly.Core.Tests.Training;

public sealed class ModelTrainerTests
{
    [Fact]
    public void A_new_model_is_a_description_that_was_checked()
    {
        using var model = ModelTrainer.New(ModelMaker.Spec);
        Assert.False(model.IsTrained);
        Assert.False(model.IsLoaded);
        Assert.Null(model.TrainedAt);
        Assert.Null(model.Conversations);
        Assert.Empty(model.History);
        Assert.Equal("office (TokenFrequency, untrained)", model.ToString());
        Assert.Throws<ArgumentException>(() => ModelTrainer.New(ModelMaker.Spec with { Name = "" }));
    }

    [Fact]
    public void A_trained_model_knows_what_it_learnt_from()
    {
        var office = ModelMaker.Office();
        var corpus = CorpusMaker.Corpus(
            [TokenScheme.ProtoByte], ["*bot*"], [.. office, OfWords("2011-08-30T10:00", Alice, "From-Botnet", "t1")]);
        var options = new TrainingOptions { ExcludeLabels = ["*bot*"] };
        var before = DateTime.UtcNow;
        using var model = ModelMaker.Train(corpus, options: options);

        Assert.True(model.IsTrained);
        Assert.True(model.IsLoaded);
        Assert.Null(model.Path);
        var provenance = model.Provenance!;
        Assert.InRange(provenance.TrainedAt, before, DateTime.UtcNow);
        Assert.Equal("Core", provenance.Engine);
        Assert.Matches(@"^\d+\.\d+\.\d+", provenance.Version);
        Assert.Equal(At("2011-08-16T00:00"), provenance.From);
        Assert.Equal(At("2011-08-18T00:00"), provenance.To);
        Assert.Equal(office.Count, provenance.Conversations);
        Assert.Equal(6_000, provenance.Flows);
        Assert.Equal(1, provenance.Excluded);
        Assert.Matches("^2:[0-9a-f]{64}$", provenance.DataHash);
        Assert.Same(options, provenance.Options);
    }

    [Fact]
    public void Training_does_not_change_the_model_it_is_given()
    {
        using var untrained = ModelTrainer.New(ModelMaker.Spec);
        using var trained = new ModelTrainer(ModelMaker.Registry).Train(
            untrained, CorpusMaker.OfWindows(5), new TrainingOptions(), null, TestContext.Current.CancellationToken);
        Assert.False(untrained.IsTrained);
        Assert.Same(untrained.Spec, trained.Spec);
    }

    [Fact]
    public void The_same_conversations_give_the_same_file_to_the_bit_save_for_the_time_stamp()
    {
        using var folder = new ScratchFolder();
        string[] hashes = [.. Enumerable.Range(0, 3).Select(run =>
        {
            var corpus = CorpusMaker.Corpus(
                [TokenScheme.ProtoByte, TokenScheme.ServicePort], [],
                ModelMaker.Office(TokenScheme.ProtoByte, TokenScheme.ServicePort));
            using var model = ModelMaker.Train(
                corpus, ModelMaker.Spec with { Schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort] });
            ModelFile.Save(model, folder.File($"{run}.nam"), overwrite: false);
            return ContentHash(folder.File($"{run}.nam"));
        })];
        Assert.Equal(hashes[0], hashes[1]);
        Assert.Equal(hashes[0], hashes[2]);
    }

    [Fact]
    public void Counting_words_calibrates_on_all_conversations_whatever_the_seed()
    {
        var corpus = CorpusMaker.Corpus(
            Enumerable.Range(0, 200).Select(
                i => OfWords("10:00", $"10.0.0.{i}", null, [.. Enumerable.Repeat("t1", 1 + (i % 50)), $"t{i}"])));
        using var first = ModelMaker.Train(corpus);
        using var other = ModelMaker.Train(corpus, ModelMaker.Spec with { Seed = 43 });
        Assert.Equal(200, LoadedModel.Of(first).Calibration.Size);
        Assert.Equal(
            LoadedModel.Of(first).Calibration.Strata.SelectMany(stratum => stratum.Calibration.Scores),
            LoadedModel.Of(other).Calibration.Strata.SelectMany(stratum => stratum.Calibration.Scores));
    }

    [Fact]
    public void Conversations_grouped_otherwise_than_the_model_are_refused()
    {
        var corpus = CorpusMaker.Corpus(OfWords("10:00", Alice, null, "t1"));

        var error = Assert.Throws<ArgumentException>(
            () => ModelMaker.Train(corpus, ModelMaker.Spec with { GroupBy = FlowGrouping.Source }));

        Assert.Contains("Dyad", error.Message, StringComparison.Ordinal);
        Assert.Contains("Source", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => ModelMaker.Train(corpus, ModelMaker.Spec with { Window = TimeSpan.FromHours(2) }));
    }

    [Fact]
    public void The_data_hash_is_of_windows_and_words_in_order()
    {
        Conversation first = OfWords("10:00", Alice, null, "t1", "t2"), second = OfWords("10:00", Bob, null, "t3");
        Assert.Equal(Hash(first, second), Hash(first, second));
        Assert.NotEqual(Hash(first, second), Hash(second, first));
        Assert.NotEqual(Hash(first), Hash(OfWords("11:00", Alice, null, "t1", "t2")));
        Assert.NotEqual(Hash(first), Hash(OfWords("10:00", Alice, null, "t1", "t3")));
        Assert.NotEqual(Hash(OfWords("10:00", Alice, null, "t1", "2")), Hash(OfWords("10:00", Alice, null, "t12")));
    }

    [Fact]
    public void Normal_conversations_of_later_are_rarely_called_and_a_strange_one_is()
    {
        using var model = ModelMaker.Train(
            CorpusMaker.Corpus(ModelMaker.Office()), options: new TrainingOptions { ValidationShare = 0.3 });
        var scorer = new ThresholdScan(model, new AnomalyThreshold { MaxPValue = 0.01 });
        var results = scorer.Score(ModelMaker.Office(), TestContext.Current.CancellationToken);
        Assert.InRange(results.Count(result => result.IsAnomaly), 0, results.Count / 50);
        Assert.True(
            scorer.Score(
                [Sequence(Flow(protocol: "icmp", bytes: 50_000_000))],
                TestContext.Current.CancellationToken)[0].IsAnomaly);
    }

    [Fact]
    public void There_must_be_a_conversation_to_learn_from()
    {
        var error = Assert.Throws<InvalidOperationException>(() => ModelMaker.Train(CorpusMaker.Corpus()));
        Assert.Contains("not one conversation", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void That_all_conversations_were_left_out_by_label_is_said()
    {
        var corpus = CorpusMaker.Corpus(
            [TokenScheme.ProtoByte], ["*"], OfWords("10:00", Alice, "a", "t1"), OfWords("10:00", Bob, "b", "t1"));
        var error = Assert.Throws<InvalidOperationException>(() => ModelMaker.Train(corpus));
        Assert.Contains("All 2 conversations were left out by label", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TokenScheme.ProtoByte, TokenScheme.State)]
    [InlineData(TokenScheme.State)]
    public void A_corpus_of_other_schemes_is_refused_and_both_are_named(params TokenScheme[] schemes)
    {
        var error = Assert.Throws<ArgumentException>(
            () => ModelMaker.Train(CorpusMaker.OfWindows(5), ModelMaker.Spec with { Schemes = schemes }));
        Assert.Contains(
            $"made with ProtoByte; the model 'office' wants {string.Join(", ", schemes)}.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_conversation_is_enough_to_learn_from()
    {
        using var model = ModelMaker.Train(CorpusMaker.OfWindows(1));
        Assert.Equal(1, LoadedModel.Of(model).Calibration.Size);
    }

    [Fact]
    public void Bad_options_are_refused_before_anything_is_learnt() =>
        Assert.Throws<ArgumentException>(
            () => ModelMaker.Train(CorpusMaker.OfWindows(5), options: new TrainingOptions { ValidationShare = 2 }));

    [Fact]
    public void An_architecture_that_no_engine_makes_is_refused_by_name()
    {
        var error = Assert.Throws<NotSupportedException>(
            () => ModelMaker.Train(CorpusMaker.OfWindows(5), ModelMaker.Spec.As(ModelArchitecture.Clstm)));
        Assert.Contains("Clstm", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_stops_when_it_is_cancelled()
    {
        using var untrained = ModelTrainer.New(ModelMaker.Spec);
        Assert.Throws<OperationCanceledException>(() => new ModelTrainer(ModelMaker.Registry).Train(
            untrained, CorpusMaker.OfWindows(5), new TrainingOptions(), null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void What_a_provider_leaves_goes_into_the_model()
    {
        var provider = new StubFactory { ValidationScores = [1, 2, 2, double.NaN] };
        using var model = ModelMaker.Train(
            new DetectorRegistry([provider]), CorpusMaker.OfWindows(5), ModelMaker.Spec.As(ModelArchitecture.Clstm));
        Assert.Equal("Stub", model.Provenance!.Engine);
        Assert.Equal(3, LoadedModel.Of(model).Calibration.Size);
        Assert.Equal(2, model.Provenance.BestEpoch);
        Assert.Equal([1, 2], model.History.Select(epoch => epoch.Epoch));
    }

    private static string Hash(params Conversation[] sequences)
    {
        using var model = ModelMaker.Train(CorpusMaker.Corpus(sequences));
        return model.Provenance!.DataHash;
    }

    // Over names and contents of all entries; the time of training is blanked.
    private static string ContentHash(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(entry.FullName).Append('\n').Append(
                Regex.Replace(reader.ReadToEnd(), "\"trainedAt\":\"[^\"]+\"", "\"trainedAt\":\"\"")).Append('\n');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
