using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// Encoders side by side, each of which sees its own draw of the columns, with a sequence encoder each where the model
/// has them. The last stay as they were drawn.
/// </summary>
internal sealed class EncoderSet : nn.Module<RowBatch, Tensor[]>
{
    private readonly Modules.ModuleList<VectorEncoder> encoders = nn.ModuleList<VectorEncoder>();
    private readonly Modules.ModuleList<SequenceEncoder> sequences = nn.ModuleList<SequenceEncoder>();

    private EncoderSet(IEnumerable<VectorEncoder> members, IEnumerable<SequenceEncoder> above, int learning)
        : base(nameof(EncoderSet))
    {
        foreach (var member in members) encoders.Add(member);
        foreach (var member in above) sequences.Add(member);
        Learning = learning;
        RegisterComponents();
    }

    /// <summary>How many encoders there are.</summary>
    public int Count => encoders.Count;

    /// <summary>How many of them, the first, learn.</summary>
    public int Learning { get; }

    /// <summary>The weights that are learned, by name.</summary>
    public IEnumerable<(string Name, Modules.Parameter Parameter)> Learned() => Enumerable.Range(0, Learning)
        .SelectMany(at => encoders[at].named_parameters().Select(named => ($"{at}.{named.name}", named.parameter)))
        .Concat(Enumerable.Range(0, Math.Min(Learning, sequences.Count))
            .SelectMany(
                at => sequences[at].named_parameters().Select(
                    named => ($"sequence.{at}.{named.name}", named.parameter))));

    /// <summary>Embeds flows with the encoders that learn.</summary>
    /// <returns>Per encoder that learns (flows, embedding).</returns>
    public Tensor[] Learn(RowBatch batch) => Embed(batch, Learning);

    /// <summary>Where they compute; embeddings lie there.</summary>
    public IDevice Device { get; private set; } = HostDevice.Instance;

    /// <summary>Moves them, weights and all.</summary>
    public void MoveTo(IDevice device)
    {
        device.MoveModule(this);
        Device = device;
    }

    /// <summary>Embeds flows.</summary>
    /// <returns>Per encoder (flows, embedding).</returns>
    public Tensor[] Embed(RowBatch batch) => forward(batch);

    /// <summary>Encoders with freshly drawn weights and columns: a function of the seed.</summary>
    /// <param name="spec">How many, of what sizes.</param>
    /// <param name="width">Columns of a vector.</param>
    /// <param name="seed">Of all random draws.</param>
    public static EncoderSet Create(MetricOptions spec, int width, int seed)
    {
        var random = new Random(seed);
        var all = Enumerable.Range(0, width).Select(column => (long)column).ToArray();
        var seen = Math.Clamp((int)Math.Round(spec.FeatureShare * width), 1, width);
        return RandomLock.Run(seed, () => new EncoderSet(
            [.. Enumerable.Range(0, spec.Encoders).Select(_ => new VectorEncoder(Columns(), spec))],
            [.. Enumerable.Range(0, spec.SequenceEncoder == MetricSequenceEncoder.None ? 0 : spec.Encoders)
                .Select(_ => new SequenceEncoder(spec))],
            Math.Max(0, spec.Encoders - spec.DrawnEncoders)));

        long[] Columns()
        {
            random.Shuffle(all);
            return [.. all.Take(seen).Order()];
        }
    }

    /// <summary>Encoders with the same weights, which live on their own.</summary>
    public EncoderSet Copy(ModelSpec model, int width)
    {
        var copy = Create(model.OptionsOf<MetricOptions>(), width, model.Seed);
        copy.load_state_dict(state_dict());
        copy.MoveTo(Device);
        return copy;
    }

    /// <summary>Flows to (flows, embedding), per encoder.</summary>
    public override Tensor[] forward(RowBatch input) => Embed(input, Count);

    private Tensor[] Embed(RowBatch batch, int first)
    {
        using var scope = NewDisposeScope();
        var rows = Device.ToDevice(tensor(batch.Values, batch.Rows, batch.Width));
        var windows = sequences.Count > 0 && batch.Windows is { Lengths.Length: > 0 } given
            ? WindowIds.Of(given, Device)
            : null;
        return [.. Enumerable.Range(0, first).Select(at => (windows is null
            ? encoders[at].forward(rows)
            : encoders[at].Finish(sequences[at].forward(encoders[at].Raw(rows), windows))).MoveToOuterDisposeScope())];
    }
}
