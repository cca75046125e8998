
namespace NetAnomaly.Models.Torch.Tests;

/// <summary>What one step of training gave.</summary>
/// <param name="Loss">Summed loss before the step.</param>
/// <param name="Gradients">By parameter.</param>
/// <param name="Weights">By name in the state, behind the step.</param>
internal sealed record StepResult(
    float Loss, IReadOnlyDictionary<string, float[]> Gradients, IReadOnlyDictionary<string, float[]> Weights);
