namespace NetAnomaly.Core.Auditing;

/// <summary>Which part of a data set a flow is of.</summary>
internal enum DatasetPart
{
    /// <summary>What a model learns from.</summary>
    Training,

    /// <summary>What it is measured on.</summary>
    Test,
}
