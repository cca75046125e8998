namespace NetAnomaly.Flows.Wire;

/// <summary>Binary records as text, for the rejects.</summary>
internal static class HexText
{
    /// <summary>The bytes in hexadecimal, as many as the rejects keep.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, FlowReadContext.RejectedTextLength / 2)]);
}
