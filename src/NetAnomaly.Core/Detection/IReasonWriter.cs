namespace NetAnomaly.Core.Detection;

/// <summary>Says in words what a detector's scores come from. Thread-safe.</summary>
public interface IReasonWriter
{
    /// <summary>Why a conversation scores as it does, in one line.</summary>
    string Write(FlowSequence sequence, SequenceScore score);

    /// <summary>What contributed most to the score of one flow: the factor (a token scheme, a feature) and the flow's own word or value in it.</summary>
    (string Factor, string Word) Cause(FlowSequence sequence, SequenceScore score, int position);
}
