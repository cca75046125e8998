using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace NetAnomaly.Core.Datasets;

/// <summary>Identifies what a model learns from: two corpora with one hash are the same to it.</summary>
internal static class DatasetHash
{
    /// <summary>SHA-256 in lower-case hex over windows, words and sources of all conversations in order, and over their features and labels where the model sees them.</summary>
    public static string Of(ConversationTable corpus, ModelSpec spec)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var texts = corpus.Texts.Select(Bytes).ToArray();
        var labels = spec.Learning == LearningMode.Unsupervised ? null : Bytes(corpus.LabelTexts);
        for (var conversation = 0; conversation < corpus.Count; conversation++)
        {
            hash.AppendData(BitConverter.GetBytes(corpus.WindowStart(conversation).Ticks));
            var words = corpus.Words(conversation);
            for (var i = 0; i < words.Length; i++) hash.AppendData(texts[i % texts.Length][words[i]]);
            hash.AppendData(MemoryMarshal.AsBytes(corpus.Hosts(conversation)));
            if (labels is not null) AppendLabels(hash, corpus.Labels(conversation), labels);
            if (corpus.Features is not null) AppendFeatures(hash, corpus, conversation);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendLabels(IncrementalHash hash, ReadOnlySpan<int> labels, byte[][] texts)
    {
        foreach (var label in labels) hash.AppendData(label < 0 ? [] : texts[label]);
    }

    private static void AppendFeatures(IncrementalHash hash, ConversationTable corpus, int conversation)
    {
        var first = corpus.FirstFeatureRow(conversation);
        for (var row = first; row < first + corpus.Length(conversation); row++)
        {
            hash.AppendData(MemoryMarshal.AsBytes(corpus.Features!.Numbers(row)));
            hash.AppendData(MemoryMarshal.AsBytes(corpus.Features.Categories(row)));
        }
    }

    private static byte[][] Bytes(IReadOnlyList<string> texts) => [.. texts.Select(text => Encoding.UTF8.GetBytes(text + "\n"))];
}
