namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Where this tensor is equal to a number.</summary>
        public Tensor eq(Scalar target) => Ids.Compare(this, target, static (a, b) => a == b, static (a, b) => a == b);

        /// <summary>Where this tensor is different from a number.</summary>
        public Tensor ne(Scalar target) => Ids.Compare(this, target, static (a, b) => a != b, static (a, b) => a != b);
    }
}
