namespace NetAnomaly.Tensors.Kernels;

/// <summary>Members of the Adam family.</summary>
public enum AdamVariant
{
    /// <summary>Weight decay is part of the gradient. Source: Kingma and Ba 2015, arXiv 1412.6980.</summary>
    Adam,

    /// <summary>
    /// Weight decay shrinks the parameter itself. Source: Loshchilov and Hutter 2019, arXiv 1711.05101.
    /// </summary>
    AdamW,

    /// <summary>Nesterov momentum. Source: Dozat 2016, in the form of torch.optim.NAdam.</summary>
    NAdam,
}
