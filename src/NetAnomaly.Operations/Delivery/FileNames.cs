using System.Buffers;
using System.Globalization;
using System.Text;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>Texts as names of files that every file system takes.</summary>
internal static class FileNames
{
    private const int Most = 80;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    /// <summary>
    /// The name of a text: itself where it can be, else its beginning and a number that stands for it.
    /// </summary>
    public static string Of(string text)
    {
        if (text.Length is > 0 and <= Most && !text.AsSpan().ContainsAnyExcept(Plain)) return text;
        var name = new StringBuilder();
        foreach (var character in text.Take(Most / 2)) name.Append(Plain.Contains(character) ? character : '_');
        return name.Append(CultureInfo.InvariantCulture, $"_{NameUuid.Of(NameUuid.Product, text)}").ToString();
    }
}
