using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Tests;

/// <summary>A network that takes so many pieces at once, and learns that only when it has worked on them.</summary>
internal sealed class HungryNetwork : WordNetwork
{
    private readonly WordNetwork inner;
    private readonly int most;

    public HungryNetwork(WordNetwork inner, int most)
        : base(nameof(HungryNetwork))
    {
        this.inner = inner;
        this.most = most;
        RegisterComponents();
    }

    public int Refusals { get; private set; }

    public int Served { get; private set; }

    public int Largest { get; private set; }

    public override Tensor[] Predict(WordBatch batch) => Serve(batch, inner.Predict(batch));

    public override Tensor[] Read(WordBatch batch) => Serve(batch, inner.Read(batch));

    private Tensor[] Serve(WordBatch batch, Tensor[] logits)
    {
        if (batch.Pieces.Count > most)
        {
            Refusals++;
            throw new InsufficientMemoryException("as if");
        }

        Served++;
        Largest = Math.Max(Largest, batch.Pieces.Count);
        return logits;
    }
}
