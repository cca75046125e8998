using NetAnomaly.Tensors.Modules;

namespace NetAnomaly.Tensors;

/// <summary>What lies around the edges of a padded tensor; this engine pads with a constant.</summary>
public enum PaddingModes
{
    /// <summary>Zeros.</summary>
    Zeros = 0,

    /// <summary>A given constant.</summary>
    Constant = 4,
}

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>How the losses of single rows become one.</summary>
        public enum Reduction : long
        {
            /// <summary>They stay single.</summary>
            None = 0,

            /// <summary>Their mean.</summary>
            Mean = 1,

            /// <summary>Their sum.</summary>
            Sum = 2,
        }

        /// <summary>Functions between the two linear maps of a Transformer layer.</summary>
        public enum Activations
        {
            /// <summary>max(x, 0).</summary>
            ReLU = 0,

            /// <summary>x Φ(x).</summary>
            GELU = 1,
        }

        /// <summary>A parameter on the memory of a tensor.</summary>
        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
    }
}
