namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>A layer in plain float64 arithmetic that belongs to no engine. It takes one sequence at a time.</summary>
internal interface IReferenceLayer
{
    /// <summary>Its weights, by the names and in the shapes that the engines give them.</summary>
    IReadOnlyList<ReferenceParameter> Parameters { get; }

    /// <summary>
    /// From (steps × inputs) to (steps × outputs), row by row; keeps what <see cref="Backward"/> needs.
    /// </summary>
    double[] Forward(double[] input);

    /// <summary>Takes the gradient back through the last <see cref="Forward"/>.</summary>
    /// <param name="gradient">Of the outputs: (steps × outputs).</param>
    /// <param name="times">How many sequences of a batch this one stands for: what is added to the gradients of the
    /// weights is multiplied by it.</param>
    /// <returns>The gradient of the inputs: (steps × inputs).</returns>
    double[] Backward(double[] gradient, double times);
}
