namespace NetAnomaly.Operations.Suppressions;

/// <summary>Ends the reading of a suppression at its first fault.</summary>
internal sealed class SuppressionFaultException(SuppressionFault fault)
    : Exception($"{fault.Property} {fault.Problem}.")
{
    public SuppressionFault Fault => fault;
}
