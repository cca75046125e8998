using System.Management.Automation;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Core.WordVectors;
using NetAnomaly.PowerShell.Binding;

namespace NetAnomaly.PowerShell.Cmdlets;

/// <summary>Names the words that a model holds to be like a word.</summary>
[Cmdlet(VerbsCommon.Get, "FlowTokenNeighbor")]
[OutputType(typeof(FlowTokenNeighbor))]
public sealed class GetFlowTokenNeighborCommand : CancellableCmdlet
{
    private readonly List<(FactorVocabulary Vocabulary, WordVectorTable Vectors)> tables = [];

    /// <summary>The model, or its file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public ModelSource? Model { get; set; }

    /// <summary>The words, as ConvertTo-FlowToken writes them.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Token { get; set; } = [];

    /// <summary>The token scheme that makes the words; by default all schemes of the model that do.</summary>
    [Parameter]
    public TokenScheme? Scheme { get; set; }

    /// <summary>How many neighbours per word at most.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 10;

    /// <inheritdoc/>
    protected override void OnBegin()
    {
        var model = ModelLoader.Load(this, Model!, out var owned);
        try
        {
            if (Scheme is { } wanted && !model.Spec.Schemes.Contains(wanted))
                ThrowTerminatingError(ErrorFactory.SchemeNotInModel(model, wanted));
            if (LoadedModel.Of(model).Detector is not IWordEmbeddings detector || detector.Embedding(0) is null)
            {
                ThrowTerminatingError(ErrorFactory.NoWordVectors(model));
                return;
            }

            for (var factor = 0; factor < detector.Vocabulary.Factors.Count; factor++)
            {
                var vocabulary = detector.Vocabulary.Factors[factor];
                if (Scheme is null || vocabulary.Scheme == Scheme)
                    tables.Add((vocabulary, new WordVectorTable(vocabulary, detector.Embedding(factor)!)));
            }
        }
        finally
        {
            if (owned) model.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void OnRecord()
    {
        foreach (var token in Token)
        {
            var found = tables.FindAll(table => table.Vocabulary.Contains(token));
            if (found.Count == 0)
                WriteError(ErrorFactory.TokenUnknown(token, [.. tables.Select(table => table.Vocabulary.Scheme)]));
            foreach (var (vocabulary, vectors) in found) Write(token, vocabulary, vectors);
        }
    }

    private void Write(string token, FactorVocabulary vocabulary, WordVectorTable vectors)
    {
        if (!vectors.Knows(token))
        {
            this.Warn(
                $"The model does not tell '{token}' ({vocabulary.Scheme}) from other rare words: these are the "
                    + $"neighbours of all of them together. Train with a larger -MaxWords to tell it apart.");
        }

        foreach (var (_, word, similarity) in vectors.Nearest(token, Count)) WriteObject(
            new FlowTokenNeighbor(token, word, similarity, vocabulary.Scheme));
    }
}
