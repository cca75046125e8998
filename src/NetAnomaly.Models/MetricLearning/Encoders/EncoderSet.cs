using NetAnomaly.Models.Engines;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.MetricLearning.Encoders;

/// <summary>Encoders side by side, each of which sees its own draw of the columns. The last of them stay as they were drawn.</summary>
internal sealed class EncoderSet : nn.Module<Tensor, Tensor[]>
{
    private readonly Modules.ModuleList<VectorEncoder> encoders = nn.ModuleList<VectorEncoder>();

    private EncoderSet(IEnumerable<VectorEncoder> members, int learning)
        : base(nameof(EncoderSet))
    {
        foreach (var member in members) encoders.Add(member);
        Learning = learning;
        RegisterComponents();
    }

    /// <summary>How many encoders there are.</summary>
    public int Count => encoders.Count;

    /// <summary>How many of them, the first, learn.</summary>
    public int Learning { get; }

    /// <summary>The weights that are learnt, by name.</summary>
    public IEnumerable<(string Name, Modules.Parameter Parameter)> Learnt() => Enumerable.Range(0, Learning)
        .SelectMany(at => encoders[at].named_parameters().Select(named => ($"{at}.{named.name}", named.parameter)));

    /// <summary>Embeds rows with the encoders that learn.</summary>
    /// <param name="rows">Row-major.</param>
    /// <param name="count">How many.</param>
    /// <returns>Per encoder that learns (rows, embedding).</returns>
    public Tensor[] Learn(float[] rows, int count)
    {
        var input = Device.Put(tensor(rows, count, rows.Length / count));
        return [.. Enumerable.Range(0, Learning).Select(at => encoders[at].forward(input))];
    }

    /// <summary>Where they compute; embeddings lie there.</summary>
    public INetworkDevice Device { get; private set; } = NetworkDevice.Host;

    /// <summary>Moves them, weights and all.</summary>
    public void MoveTo(INetworkDevice device)
    {
        device.Take(this);
        Device = device;
    }

    /// <summary>Embeds rows.</summary>
    /// <param name="rows">Row-major.</param>
    /// <param name="count">How many.</param>
    /// <returns>Per encoder (rows, embedding).</returns>
    public Tensor[] Embed(float[] rows, int count) => forward(Device.Put(tensor(rows, count, rows.Length / count)));

    /// <summary>Encoders with freshly drawn weights and columns: a function of the seed.</summary>
    /// <param name="spec">How many, of what sizes.</param>
    /// <param name="width">Columns of a vector.</param>
    /// <param name="dropout">Share of activations dropped in training.</param>
    /// <param name="seed">Of all chance.</param>
    public static EncoderSet Create(MetricSpec spec, int width, double dropout, int seed)
    {
        var chance = new Random(seed);
        var all = Enumerable.Range(0, width).Select(column => (long)column).ToArray();
        var seen = Math.Clamp((int)Math.Round(spec.FeatureShare * width), 1, width);
        return Chance.Draw(seed, () => new EncoderSet(
            [.. Enumerable.Range(0, spec.Encoders).Select(_ => new VectorEncoder(Columns(), spec, dropout))], Math.Max(0, spec.Encoders - spec.DrawnEncoders)));

        long[] Columns()
        {
            chance.Shuffle(all);
            return [.. all.Take(seen).Order()];
        }
    }

    /// <summary>Encoders with the same weights, which live on their own.</summary>
    public EncoderSet Copy(ModelSpec model, MetricSpec spec, int width)
    {
        var copy = Create(spec, width, model.Dropout, model.Seed);
        copy.load_state_dict(state_dict());
        copy.MoveTo(Device);
        return copy;
    }

    /// <summary>(rows, width) to (rows, embedding), per encoder.</summary>
    public override Tensor[] forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return [.. encoders.Select(encoder => encoder.forward(input).MoveToOuterDisposeScope())];
    }
}
