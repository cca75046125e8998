namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>A weight of a reference layer and the gradient that has been added up for it.</summary>
internal sealed class ReferenceParameter
{
    /// <summary>A weight of zeros.</summary>
    /// <param name="name">The name that the engines give it.</param>
    /// <param name="shape">Its dimensions.</param>
    public ReferenceParameter(string name, params long[] shape)
    {
        Name = name;
        Shape = shape;
        Values = new double[shape.Aggregate((product, size) => product * size)];
        Gradient = new double[Values.Length];
    }

    /// <summary>The name that the engines give it, such as <c>weight_ih_l0</c>.</summary>
    public string Name { get; }

    /// <summary>Its dimensions.</summary>
    public long[] Shape { get; }

    /// <summary>Its values, row by row.</summary>
    public double[] Values { get; }

    /// <summary>The gradient, row by row.</summary>
    public double[] Gradient { get; }

    /// <summary>One row of the values of a matrix.</summary>
    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Width, Width);

    /// <summary>One row of the gradient of a matrix.</summary>
    public Span<double> GradientRow(int row) => Gradient.AsSpan(row * Width, Width);

    private int Width => (int)Shape[^1];
}
