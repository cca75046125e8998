namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum, element by element; shapes broadcast.</summary>
        public Tensor add(Tensor target) => BothIds(target) ? Ids.Combine(this, target, static (a, b) => a + b) : Arithmetic.Add(this, target);

        /// <summary>This tensor plus alpha times another.</summary>
        public Tensor add(Tensor target, Scalar alpha)
        {
            using var scaled = new Intermediate(target.mul(alpha));
            return add(scaled.Value);
        }

        /// <summary>A number added to every element.</summary>
        public Tensor add(Scalar scalar) =>
            IsIds(scalar) ? Ids.Map(this, scalar.Whole, static (a, n) => a + n) : WithNumber(scalar, static (x, n) => Unary.Shift(x, n));

        /// <summary>Difference, element by element; shapes broadcast.</summary>
        public Tensor sub(Tensor target) => BothIds(target) ? Ids.Combine(this, target, static (a, b) => a - b) : Arithmetic.Subtract(this, target);

        /// <summary>A number subtracted from every element.</summary>
        public Tensor sub(Scalar target) =>
            IsIds(target) ? Ids.Map(this, target.Whole, static (a, n) => a - n) : WithNumber(target, static (x, n) => Unary.Shift(x, -n));

        /// <summary>Product, element by element; shapes broadcast.</summary>
        public Tensor mul(Tensor target) => BothIds(target) ? Ids.Combine(this, target, static (a, b) => a * b) : Arithmetic.Multiply(this, target);

        /// <summary>Every element times a number.</summary>
        public Tensor mul(Scalar target) =>
            IsIds(target) ? Ids.Map(this, target.Whole, static (a, n) => a * n) : WithNumber(target, static (x, n) => Unary.Scale(x, n));

        /// <summary>Quotient, element by element; shapes broadcast; ids become numbers.</summary>
        public Tensor div(Tensor target) => Arithmetic.Divide(@float(), target.@float());

        /// <summary>Every element divided by a number; ids become numbers.</summary>
        public Tensor div(Scalar target) => WithNumber(target, static (x, n) => Unary.DivideBy(x, n));

        /// <summary>Every element with the other sign.</summary>
        public Tensor neg() => mul(-1);

        /// <summary>The larger of two, element by element.</summary>
        public Tensor maximum(Tensor other) => Arithmetic.Maximum(this, other);

        /// <summary>The smaller of two, element by element.</summary>
        public Tensor minimum(Tensor other) => Arithmetic.Minimum(this, other);

        /// <summary>e to the power of every element.</summary>
        public Tensor exp() => Unary.Exp(this);

        /// <summary>Natural logarithm of every element.</summary>
        public Tensor log() => Unary.Log(this);

        /// <summary>Natural logarithm of 1 plus every element.</summary>
        public Tensor log1p() => Unary.Log1P(this);

        /// <summary>Square root of every element.</summary>
        public Tensor sqrt() => Unary.Sqrt(this);

        /// <summary>1 divided by the square root of every element.</summary>
        public Tensor rsqrt() => Unary.Power(this, -0.5f);

        /// <summary>Every element times itself.</summary>
        public Tensor square() => Unary.Power(this, 2);

        /// <summary>Every element to a power.</summary>
        public Tensor pow(Scalar exponent) => Unary.Power(this, exponent.Single);

        /// <summary>1 divided by every element.</summary>
        public Tensor reciprocal() => Unary.Reciprocal(this);

        /// <summary>Every element without its sign.</summary>
        public Tensor abs() => Unary.Abs(this);

        /// <summary>Sine of every element.</summary>
        public Tensor sin() => Unary.Sin(this);

        /// <summary>Cosine of every element.</summary>
        public Tensor cos() => Unary.Cos(this);

        /// <summary>Hyperbolic tangent of every element.</summary>
        public Tensor tanh() => Unary.Tanh(this);

        /// <summary>1 / (1 + e^-x) of every element.</summary>
        public Tensor sigmoid() => Unary.Sigmoid(this);

        /// <summary>The error function of every element.</summary>
        public Tensor erf() => Unary.Erf(this);

        /// <summary>max(x, 0) of every element.</summary>
        public Tensor relu() => Unary.Relu(this);

        /// <summary>x Φ(x) of every element.</summary>
        public Tensor gelu() => Unary.Gelu(this);

        /// <summary>x sigmoid(x) of every element.</summary>
        public Tensor silu() => Unary.Silu(this);

        /// <summary>log(1 + e^x) of every element.</summary>
        public Tensor softplus() => Unary.Softplus(this);

        /// <summary>Every element kept within limits, either of which may be left out.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) =>
            Unary.Clamp(this, min?.Single ?? float.NegativeInfinity, max?.Single ?? float.PositiveInfinity);

        /// <summary>Every element raised to a limit.</summary>
        public Tensor clamp_min(Scalar min) => clamp(min);

        /// <summary>Every element lowered to a limit.</summary>
        public Tensor clamp_max(Scalar max) => clamp(null, max);

        /// <summary>Softmax along an axis.</summary>
        public Tensor softmax(long dim) => SoftmaxOp.Of(this, dim);

        /// <summary>Logarithm of the softmax along an axis.</summary>
        public Tensor log_softmax(long dim) => SoftmaxOp.Log(this, dim);

        /// <summary>Matrix product; vectors, matrices and broadcast stacks of matrices, as numpy.matmul.</summary>
        public Tensor matmul(Tensor target) => MatrixOperations.Multiply(this, target);

        /// <summary>Product of two matrices.</summary>
        public Tensor mm(Tensor target) => MatrixOperations.Multiply(this, target);

        /// <summary>Products of two stacks of matrices, pair by pair.</summary>
        public Tensor bmm(Tensor batch2) => MatrixOperations.Multiply(this, batch2);

        /// <summary>Sum of the products of two vectors.</summary>
        public Tensor dot(Tensor target) => MatrixOperations.Multiply(this, target);

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
