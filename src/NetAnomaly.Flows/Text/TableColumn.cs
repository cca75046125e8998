namespace NetAnomaly.Flows.Text;

/// <summary>A column that holds something of a flow.</summary>
/// <param name="Index">Where it stands, from 0.</param>
/// <param name="Field">What it holds.</param>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Cells">How many cells it takes: a date and a clock that stand apart are one time.</param>
internal readonly record struct TableColumn(int Index, FlowField Field, string Name, int Cells = 1);
