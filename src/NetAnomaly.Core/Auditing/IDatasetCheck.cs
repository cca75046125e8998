namespace NetAnomaly.Core.Auditing;

/// <summary>Looks for one kind of finding in a stream of flows, in memory that does not grow with the stream.</summary>
internal interface IDatasetCheck
{
    /// <summary>Takes one flow.</summary>
    void Add(in AuditedFlow flow);

    /// <summary>What was found, given how many flows of each part there are.</summary>
    IEnumerable<DatasetFinding> Findings(AuditTally tally);
}
