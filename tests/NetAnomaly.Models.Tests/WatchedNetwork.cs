using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Tests;

/// <summary>A network that tells of each pass of its training before it is done, by number, from 1.</summary>
internal sealed class WatchedNetwork : WordNetwork
{
    private readonly WordNetwork inner;
    private readonly Action<int> before;
    private int step;

    public WatchedNetwork(WordNetwork inner, Action<int> before)
        : base(nameof(WatchedNetwork))
    {
        this.inner = inner;
        this.before = before;
        RegisterComponents();
    }

    public override ChunkShape Shape(int factors) => inner.Shape(factors);

    public override ChunkShape ReadingShape(int factors) => inner.ReadingShape(factors);

    public override Tensor[] Predict(WordBatch batch)
    {
        Tell();
        return inner.Predict(batch);
    }

    public override Tensor[] Read(WordBatch batch)
    {
        Tell();
        return inner.Read(batch);
    }

    private void Tell()
    {
        if (training) before(++step);
    }
}
