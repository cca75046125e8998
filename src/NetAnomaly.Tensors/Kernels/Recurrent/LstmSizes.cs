namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Sizes and direction of one pass of one LSTM layer over time. States lie in Steps + 1 slots of Batch × Hidden:
/// forward, slot t is the state before time t and slot t + 1 the one after it; in reverse it is the other way round.
/// </summary>
/// <param name="Steps">Times.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Inputs">Width of the input.</param>
/// <param name="Hidden">Width of the state.</param>
/// <param name="Reverse">Whether the last time is visited first.</param>
internal readonly record struct LstmSizes(int Steps, int Batch, int Inputs, int Hidden, bool Reverse)
{
    /// <summary>Width of the four gates together.</summary>
    public int Gates => 4 * Hidden;

    /// <summary>The time visited at a step.</summary>
    public int Time(int step) => Reverse ? Steps - 1 - step : step;

    /// <summary>Slot of the state before the step at a time.</summary>
    public int SlotBefore(int time) => Reverse ? time + 1 : time;

    /// <summary>Slot of the state after the step at a time.</summary>
    public int SlotAfter(int time) => Reverse ? time : time + 1;
}
