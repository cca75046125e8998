namespace NetAnomaly;

/// <summary>How gradients become steps.</summary>
public enum TrainingOptimizer
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101).</summary>
    AdamW,

    /// <summary>Adam; weight decay is part of the gradient (Kingma and Ba 2015, arXiv 1412.6980).</summary>
    Adam,

    /// <summary>Adam with Nesterov momentum; weight decay is part of the gradient (Dozat 2016).</summary>
    NAdam,
}
