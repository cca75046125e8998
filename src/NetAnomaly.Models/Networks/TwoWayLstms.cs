namespace NetAnomaly.Models.Networks;

/// <summary>Two-way LSTMs one after the other, as the published networks stack them.</summary>
internal static class TwoWayLstms
{
    /// <summary>LSTMs of the description's sizes.</summary>
    public static Modules.ModuleList<Modules.LSTM> Of(ModelSpec spec)
    {
        var lstms = nn.ModuleList<Modules.LSTM>();
        for (var layer = 0; layer < spec.RecurrentLayers; layer++)
        {
            lstms.Add(nn.LSTM(layer == 0 ? spec.EmbeddingSize : 2 * spec.HiddenSize, spec.HiddenSize, batchFirst: true, bidirectional: true));
        }

        return lstms;
    }

    /// <summary>The last step behind all of them: (batch, length, width) to (batch, 2 · hidden).</summary>
    public static Tensor Last(Modules.ModuleList<Modules.LSTM> lstms, Modules.Dropout dropout, Tensor input)
    {
        var hidden = input;
        foreach (var lstm in lstms) hidden = dropout.forward(lstm.forward(hidden, null).Item1);
        return hidden.select(1, hidden.shape[1] - 1);
    }
}
