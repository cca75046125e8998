namespace NetAnomaly.Operations.Assets;

/// <summary>A row of an asset table as somebody wrote it.</summary>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Range">An address or a network.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Role">What it is for.</param>
internal sealed record AssetRow(int Line, string? Range, string? Name, string? Owner, string? Role);
