namespace NetAnomaly.PowerShell.Binding;

/// <summary>Why an object cannot be taken for what it should be.</summary>
internal enum FormFault
{
    /// <summary>It is something else.</summary>
    Type,

    /// <summary>A property's value is none that it can have.</summary>
    Value,

    /// <summary>A part of it was lost on the way.</summary>
    Incomplete,
}
