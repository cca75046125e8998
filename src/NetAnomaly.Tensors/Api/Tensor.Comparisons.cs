namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Where this tensor is equal to another, element by element.</summary>
        public Tensor eq(Tensor target) => Ids.Compare(this, target, static (a, b) => a == b, static (a, b) => a == b);

        /// <summary>Where this tensor is equal to a number.</summary>
        public Tensor eq(Scalar target) => Ids.Compare(this, target, static (a, b) => a == b, static (a, b) => a == b);

        /// <summary>Where this tensor is different from another, element by element.</summary>
        public Tensor ne(Tensor target) => Ids.Compare(this, target, static (a, b) => a != b, static (a, b) => a != b);

        /// <summary>Where this tensor is different from a number.</summary>
        public Tensor ne(Scalar target) => Ids.Compare(this, target, static (a, b) => a != b, static (a, b) => a != b);

        /// <summary>Where this tensor is smaller than another, element by element.</summary>
        public Tensor lt(Tensor target) => Ids.Compare(this, target, static (a, b) => a < b, static (a, b) => a < b);

        /// <summary>Where this tensor is smaller than a number.</summary>
        public Tensor lt(Scalar target) => Ids.Compare(this, target, static (a, b) => a < b, static (a, b) => a < b);

        /// <summary>Where this tensor is smaller than or equal to another, element by element.</summary>
        public Tensor le(Tensor target) => Ids.Compare(this, target, static (a, b) => a <= b, static (a, b) => a <= b);

        /// <summary>Where this tensor is smaller than or equal to a number.</summary>
        public Tensor le(Scalar target) => Ids.Compare(this, target, static (a, b) => a <= b, static (a, b) => a <= b);

        /// <summary>Where this tensor is larger than another, element by element.</summary>
        public Tensor gt(Tensor target) => Ids.Compare(this, target, static (a, b) => a > b, static (a, b) => a > b);

        /// <summary>Where this tensor is larger than a number.</summary>
        public Tensor gt(Scalar target) => Ids.Compare(this, target, static (a, b) => a > b, static (a, b) => a > b);

        /// <summary>Where this tensor is larger than or equal to another, element by element.</summary>
        public Tensor ge(Tensor target) => Ids.Compare(this, target, static (a, b) => a >= b, static (a, b) => a >= b);

        /// <summary>Where this tensor is larger than or equal to a number.</summary>
        public Tensor ge(Scalar target) => Ids.Compare(this, target, static (a, b) => a >= b, static (a, b) => a >= b);

        /// <summary>Where both are not zero.</summary>
        public Tensor logical_and(Tensor other) => Ids.Logic(this, other, static (a, b) => a && b);

        /// <summary>Where either is not zero.</summary>
        public Tensor logical_or(Tensor other) => Ids.Logic(this, other, static (a, b) => a || b);

        /// <summary>Where this tensor is zero.</summary>
        public Tensor logical_not() => Ids.Logic(this, this, static (a, _) => !a);

        /// <summary>Where an element is not a number.</summary>
        public Tensor isnan() => Ids.Compare(this, this, static (a, _) => double.IsNaN(a), static (_, _) => false);

        /// <summary>Where an element is neither infinite nor NaN.</summary>
        public Tensor isfinite() => Ids.Compare(this, this, static (a, _) => double.IsFinite(a), static (_, _) => true);

        /// <summary>Whether any element is not zero.</summary>
        public Tensor any() => tensor(Contains(true));

        /// <summary>Whether no element is zero.</summary>
        public Tensor all() => tensor(!Contains(false));

        /// <summary>Whether two tensors of one shape agree within atol + rtol |target|.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            if (!Sizes.AsSpan().SequenceEqual(target.Sizes))
                return false;
            for (var i = 0; i < Count; i++)
            {
                var (a, b) = (ScalarAt(i).Real, target.ScalarAt(i).Real);
                var bothNaN = equal_nan && double.IsNaN(a) && double.IsNaN(b);
                if (!bothNaN && a != b && !(Math.Abs(a - b) <= atol + (rtol * Math.Abs(b))))
                    return false;
            }
            return true;
        }

        private bool Contains(bool truth)
        {
            for (var i = 0; i < Count; i++)
            {
                if (ScalarAt(i).ToBoolean() == truth)
                    return true;
            }
            return false;
        }
    }
}
