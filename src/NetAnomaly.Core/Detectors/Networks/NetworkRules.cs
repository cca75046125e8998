using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Networks;

/// <summary>The ranges of sizes that several networks have.</summary>
internal static class NetworkRules
{
    /// <summary>Checks the sizes of convolutions.</summary>
    public static void CheckConvolutions(int layers, int kernel)
    {
        SpecRule.Require(layers is >= 0 and <= 16, "There are 0 to 16 convolutions.");
        SpecRule.Require(kernel is >= 1 and <= 64, "A convolution sees 1 to 64 positions.");
    }

    /// <summary>Checks the sizes of LSTMs.</summary>
    public static void CheckRecurrence(int hidden, int layers)
    {
        SpecRule.Require(hidden is >= 1 and <= 4096, "The LSTM's state is 1 to 4096 wide.");
        SpecRule.Require(layers is >= 1 and <= 8, "There are 1 to 8 LSTM layers.");
    }

    /// <summary>Checks the width of the layer before the last.</summary>
    public static void CheckDense(int size) =>
        SpecRule.Require(size is >= 1 and <= 4096, "The dense layer is 1 to 4096 wide.");
}
