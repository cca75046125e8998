namespace NetAnomaly;

/// <summary>A format of flow exports that can be read.</summary>
/// <param name="Name">What <c>-Format</c> takes.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Recognition">By what content a file of it is recognised.</param>
public sealed record FlowFormat(string Name, string Description, string Recognition);
