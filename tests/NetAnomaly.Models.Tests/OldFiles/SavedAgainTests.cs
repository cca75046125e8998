using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using Xunit;

namespace NetAnomaly.Models.Tests.OldFiles;

/// <summary>Files of version 0.1.0, format 2, saved in the present format.</summary>
public sealed class SavedAgainTests
{
    private const int Conversations = 100;

    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);

    public static TheoryData<string> Trained => [.. OldFile.Trained];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Trained))]
    public void An_old_model_that_is_saved_again_is_what_it_was_and_scores_alike_to_the_bit(string name)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.nam");
        try
        {
            using var old = ModelFile.Load(OldFile.PathOf(name), Registry);
            ModelFile.Save(old, path, overwrite: false);

            using var saved = ModelFile.Load(path, Registry);

            Assert.Equivalent(old.Spec, saved.Spec, strict: true);
            Assert.IsType(DetectorKinds.Standard.Of(old.Architecture).OptionsType, saved.Spec.Options);
            Assert.Equal(Scores(old), Scores(saved));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<(long Score, long PValue)> Scores(AnomalyModel model)
    {
        Conversation[] some = [.. OldFile.Scan(model.Spec).Take(Conversations)];
        return new ThresholdScan(model, AnomalyThreshold.Default).Score(some, Cancellation).Select(result =>
            (BitConverter.DoubleToInt64Bits(result.Score), BitConverter.DoubleToInt64Bits(result.PValue)));
    }
}
