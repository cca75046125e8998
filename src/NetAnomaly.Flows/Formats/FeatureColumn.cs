namespace NetAnomaly.Flows.Formats;

/// <summary>What a column of a feature export holds.</summary>
/// <param name="Name">Its name in the file, for messages.</param>
/// <param name="Field">What it says of the flow.</param>
/// <param name="Number">Where it stands among the schema's numbers; -1 if it is none.</param>
/// <param name="Category">Where it stands among the schema's categories; -1 if it is none.</param>
internal readonly record struct FeatureColumn(string Name, FlowField Field, int Number, int Category);
