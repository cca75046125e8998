using NetAnomaly.Core.Engines.SelfTests;

namespace NetAnomaly.Core.Tests.Engines.SelfTests;

/// <summary>Results of self-tests, right and wrong, and a process that gives them.</summary>
internal static class KnownAnswers
{
    public static SelfTestResult Right(string device = "cpu", EnginePrecision precision = EnginePrecision.Single) =>
        Of(1e-6, device, precision);

    public static SelfTestResult Wrong(
        string device = "cpu", EnginePrecision precision = EnginePrecision.Single, double error = 0.2) =>
        Of(error, device, precision);

    private static SelfTestResult Of(double error, string device, EnginePrecision precision) => new()
    {
        Device = device,
        Precision = precision,
        Cases =
        [
            new SelfTestCase("linear: output", 1e-7, 1e-4),
            new SelfTestCase("LSTM: output without gradients, 64 sequences", error, 1e-4),
        ],
    };

    /// <summary>A process that answers as it is told to, in turn; after that, rightly.</summary>
    internal sealed class Process(params SelfTestAnswer[] answers) : ISelfTestProcess
    {
        public List<string> Limits { get; } = [];

        public SelfTestAnswer Run(string limit)
        {
            Limits.Add(limit);
            return Limits.Count <= answers.Length ? answers[Limits.Count - 1] : new SelfTestAnswer([Right()]);
        }
    }
}
