namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>
/// The cross entropy of the softmax of rows of logits with one class each; a class that is ignored has none.
/// </summary>
internal sealed class ReferenceCrossEntropy(int classes, int ignored)
{
    /// <summary>−log p of each row's class, nats, and its gradient.</summary>
    /// <param name="logits">(rows × classes).</param>
    /// <param name="truth">The class of each row.</param>
    /// <param name="given">The gradient of each row's loss.</param>
    /// <returns>The losses, and the gradient of the logits: (rows × classes).</returns>
    public (double[] Losses, double[] Gradient) Of(double[] logits, long[] truth, double[] given)
    {
        var (losses, gradient) = (new double[truth.Length], new double[logits.Length]);
        for (var row = 0; row < truth.Length; row++)
        {
            if (truth[row] == ignored) continue;
            var of = logits.AsSpan(row * classes, classes);
            var to = gradient.AsSpan(row * classes, classes);
            var sum = 0.0;
            foreach (var logit in of) sum += Math.Exp(logit);
            for (var at = 0; at < classes; at++) to[at] = given[row] * Math.Exp(of[at]) / sum;
            to[(int)truth[row]] -= given[row];
            losses[row] = Math.Log(sum) - of[(int)truth[row]];
        }

        return (losses, gradient);
    }
}
