namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum, element by element; shapes broadcast.</summary>
        public Tensor add(Tensor target) =>
            BothIds(target) ? Ids.Combine(this, target, static (a, b) => a + b) : Arithmetic.Add(this, target);

        /// <summary>A number added to every element.</summary>
        public Tensor add(Scalar scalar) =>
            IsIds(scalar)
                ? Ids.Map(this, scalar.Whole, static (a, n) => a + n)
                : WithNumber(scalar, static (x, n) => Unary.Shift(x, n));

        /// <summary>Difference, element by element; shapes broadcast.</summary>
        public Tensor sub(Tensor target) =>
            BothIds(target) ? Ids.Combine(this, target, static (a, b) => a - b) : Arithmetic.Subtract(this, target);

        /// <summary>A number subtracted from every element.</summary>
        public Tensor sub(Scalar target) =>
            IsIds(target)
                ? Ids.Map(this, target.Whole, static (a, n) => a - n)
                : WithNumber(target, static (x, n) => Unary.Shift(x, -n));

        /// <summary>Product, element by element; shapes broadcast.</summary>
        public Tensor mul(Tensor target) =>
            BothIds(target) ? Ids.Combine(this, target, static (a, b) => a * b) : Arithmetic.Multiply(this, target);

        /// <summary>Every element times a number.</summary>
        public Tensor mul(Scalar target) =>
            IsIds(target)
                ? Ids.Map(this, target.Whole, static (a, n) => a * n)
                : WithNumber(target, static (x, n) => Unary.Scale(x, n));

        /// <summary>Quotient, element by element; shapes broadcast; ids become numbers.</summary>
        public Tensor div(Tensor target) => Arithmetic.Divide(@float(), target.@float());

        /// <summary>Every element divided by a number; ids become numbers.</summary>
        public Tensor div(Scalar target) => WithNumber(target, static (x, n) => Unary.DivideBy(x, n));

        /// <summary>Every element with the other sign.</summary>
        public Tensor neg() => mul(-1);

        /// <summary>e to the power of every element.</summary>
        public Tensor exp() => Unary.Exp(this);

        /// <summary>Natural logarithm of 1 plus every element.</summary>
        public Tensor log1p() => Unary.Log1P(this);

        /// <summary>Square root of every element.</summary>
        public Tensor sqrt() => Unary.Sqrt(this);

        /// <summary>Every element times itself.</summary>
        public Tensor square() => Unary.Power(this, 2);

        /// <summary>Every element without its sign.</summary>
        public Tensor abs() => Unary.Abs(this);

        /// <summary>max(x, 0) of every element.</summary>
        public Tensor relu() => Unary.Relu(this);

        /// <summary>x Φ(x) of every element.</summary>
        public Tensor gelu() => Unary.Gelu(this);

        /// <summary>Every element kept within limits, either of which may be left out.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) =>
            Unary.Clamp(this, min?.Single ?? float.NegativeInfinity, max?.Single ?? float.PositiveInfinity);

        /// <summary>Every element raised to a limit.</summary>
        public Tensor clamp_min(Scalar min) => clamp(min);

        /// <summary>Matrix product; vectors, matrices and broadcast stacks of matrices, as numpy.matmul.</summary>
        public Tensor matmul(Tensor target) => MatrixOperations.Multiply(this, target);

        private bool IsIds(Scalar scalar) => dtype == ScalarType.Int64 && scalar.Type == ScalarType.Int64;

        private bool BothIds(Tensor other) => dtype == ScalarType.Int64 && other.dtype == ScalarType.Int64;

        private Tensor WithNumber(Scalar number, Func<Tensor, float, Tensor> operation)
        {
            if (dtype == ScalarType.Float32)
                return operation(this, number.Single);
            using var numbers = new Intermediate(@float());
            return operation(numbers.Value, number.Single);
        }
    }
}
