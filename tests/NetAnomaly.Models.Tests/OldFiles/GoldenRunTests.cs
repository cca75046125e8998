using NetAnomaly.Core.Detectors;
using Xunit;

namespace NetAnomaly.Models.Tests.OldFiles;

/// <summary>Scores of the old files on the embedded engine.</summary>
public sealed class GoldenRunTests
{
    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);

    public static TheoryData<string> Models => [.. OldFile.Trained];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_of_version_0_1_0_scores_as_it_did(string name)
    {
        var run = ScoredRun.Of(name, Registry, TestContext.Current.CancellationToken);
        if (GoldenRun.IsWritten)
        {
            GoldenRun.Write(name, run, GoldenRun.EmbeddedHere);
            Assert.Skip($"scores.json was written, not compared with ({GoldenRun.EmbeddedHere}).");
        }

        if (GoldenRun.Difference(name, run, GoldenRun.EmbeddedHere) is { } difference) Assert.Fail(difference);
    }
}
