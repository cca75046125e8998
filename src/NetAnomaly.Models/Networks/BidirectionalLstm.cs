namespace NetAnomaly.Models.Networks;

/// <summary>Two-way LSTMs one after the other, as the published networks stack them.</summary>
internal static class BidirectionalLstm
{
    /// <summary>LSTMs with freshly drawn weights.</summary>
    /// <param name="width">Width of what the first one reads.</param>
    /// <param name="hidden">Width of a state.</param>
    /// <param name="layers">How many.</param>
    public static Modules.ModuleList<Modules.LSTM> Of(int width, int hidden, int layers)
    {
        var lstms = nn.ModuleList<Modules.LSTM>();
        for (var layer = 0; layer < layers; layer++)
        {
            var input = layer == 0 ? width : 2 * hidden;
            lstms.Add(nn.LSTM(input, hidden, batchFirst: true, bidirectional: true));
        }

        return lstms;
    }

    /// <summary>The last step behind all of them: (batch, length, width) to (batch, 2 · hidden).</summary>
    public static Tensor Last(Modules.ModuleList<Modules.LSTM> lstms, Modules.Dropout dropout, Tensor input)
    {
        var hidden = Through(lstms, dropout, input);
        return hidden.select(1, hidden.shape[1] - 1);
    }

    /// <summary>
    /// Where each direction ends behind all of them, the last step forwards and the first backwards: (batch, length,
    /// width) to (batch, 2 · hidden).
    /// </summary>
    public static Tensor Ends(Modules.ModuleList<Modules.LSTM> lstms, Modules.Dropout dropout, Tensor input)
    {
        var hidden = Through(lstms, dropout, input);
        var half = hidden.shape[2] / 2;
        return cat(
            [hidden.select(1, hidden.shape[1] - 1).narrow(1, 0, half), hidden.select(1, 0).narrow(1, half, half)], 1);
    }

    private static Tensor Through(Modules.ModuleList<Modules.LSTM> lstms, Modules.Dropout dropout, Tensor input)
    {
        var hidden = input;
        foreach (var lstm in lstms) hidden = dropout.forward(lstm.forward(hidden, null).Item1);
        return hidden;
    }
}
