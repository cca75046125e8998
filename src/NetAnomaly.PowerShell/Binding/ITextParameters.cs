using System.Globalization;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>What cmdlets that read files are told of the texts in them.</summary>
internal interface ITextParameters
{
    /// <summary>The forms of times.</summary>
    string[]? TimeFormat { get; }

    /// <summary>The zone of times that name none.</summary>
    TimeZoneInfo? TimeZone { get; }

    /// <summary>Whose numbers and dates they are.</summary>
    CultureInfo? Culture { get; }
}
