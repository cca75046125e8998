namespace NetAnomaly;

/// <summary>What is looked for in a labelled data set.</summary>
public enum DatasetCheck
{
    /// <summary>Equal flows, within a part or in both.</summary>
    Duplicates,

    /// <summary>Equal flows with different labels.</summary>
    ContradictoryLabels,

    /// <summary>Windows, or pairs of hosts in a window, with flows in both parts.</summary>
    StraddlingWindows,

    /// <summary>Training and test lie in the same time.</summary>
    TimeOverlap,

    /// <summary>One column that tells the classes apart alone.</summary>
    SingleFeature,

    /// <summary>An address that tells the classes apart alone.</summary>
    HostShortcut,

    /// <summary>A time, or a place in the file, that tells the classes apart alone.</summary>
    TimeShortcut,

    /// <summary>Labels that are missing, or do not cover the period.</summary>
    LabelCoverage,

    /// <summary>The share of anomalous flows.</summary>
    BaseRate,
}
