namespace NetAnomaly.Core.Datasets;

/// <summary>The names of a <see cref="ConversationTable"/>'s columns. They are part of its hash.</summary>
internal static class ColumnNames
{
    /// <summary>Start of the window, ticks.</summary>
    public const string Window = "window";

    /// <summary>Source address of a flow.</summary>
    public const string Source = "source";

    /// <summary>Destination address of a conversation's first flow.</summary>
    public const string Destination = "destination";

    /// <summary>Service of a conversation's first flow.</summary>
    public const string Service = "service";

    /// <summary>Label of a flow.</summary>
    public const string Label = "label";

    /// <summary>How even the intervals of a conversation are.</summary>
    public const string Regularity = "regularity";

    /// <summary>How much a conversation moves, and when.</summary>
    public const string Traffic = "traffic";

    /// <summary>Features of a flow.</summary>
    public const string Features = "features";

    private const string Token = "token:";

    /// <summary>Tokens of a scheme.</summary>
    public static string Of(TokenScheme scheme) => Token + scheme;

    /// <summary>The scheme of a column of tokens; <see langword="null"/> for others.</summary>
    public static TokenScheme? SchemeOf(string name) =>
        name.StartsWith(Token, StringComparison.Ordinal)
        && Enum.TryParse<TokenScheme>(name[Token.Length..], out var scheme) ? scheme : null;
}
