namespace NetAnomaly.Tensors.Modules;

/// <summary>A tensor that a module learns; it shares the memory of the tensor it was made from.</summary>
public class Parameter : torch.Tensor
{
    /// <summary>A parameter on the memory of a tensor.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(data ?? throw new ArgumentNullException(nameof(data))) => this.requires_grad = requires_grad;
}
