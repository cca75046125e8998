using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Overwrites every element with one value.</summary>
        public Tensor fill_(Scalar value)
        {
            CheckWritable();
            Fill(value);
            return this;
        }

        /// <summary>Overwrites every element with zero.</summary>
        public Tensor zero_() => fill_(0);

        /// <summary>Overwrites the elements with those of another tensor, broadcast to this shape and converted to this type.</summary>
        public Tensor copy_(Tensor source)
        {
            CheckWritable();
            var converted = source.to(dtype);
            var fitting = converted.Sizes.AsSpan().SequenceEqual(Sizes) ? converted : Shaping.Expand(converted, Sizes);
            CopyFrom(fitting);
            if (!ReferenceEquals(fitting, converted))
                fitting.Dispose();
            if (!ReferenceEquals(converted, source))
                converted.Dispose();
            return this;
        }

        /// <summary>Adds a tensor, times alpha, to this one.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => Overwrite(add(target, alpha));

        /// <summary>Adds a tensor to this one.</summary>
        public Tensor add_(Tensor target) => Overwrite(add(target));

        /// <summary>Adds a number to every element.</summary>
        public Tensor add_(Scalar scalar) => Overwrite(add(scalar));

        /// <summary>Subtracts a tensor from this one.</summary>
        public Tensor sub_(Tensor target) => Overwrite(sub(target));

        /// <summary>Subtracts a number from every element.</summary>
        public Tensor sub_(Scalar target) => Overwrite(sub(target));

        /// <summary>Multiplies this tensor with another, element by element.</summary>
        public Tensor mul_(Tensor target) => Overwrite(mul(target));

        /// <summary>Multiplies every element with a number.</summary>
        public Tensor mul_(Scalar target) => Overwrite(mul(target));

        /// <summary>Divides this tensor by another, element by element.</summary>
        public Tensor div_(Tensor target) => Overwrite(div(target));

        /// <summary>Divides every element by a number.</summary>
        public Tensor div_(Scalar target) => Overwrite(div(target));

        /// <summary>Overwrites elements with a value where a mask, broadcast to this shape, is true.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => Overwrite(masked_fill(mask, value));

        /// <summary>Overwrites the elements with numbers drawn evenly from [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            CheckWritable();
            var source = (generator ?? Generator.Default).Source;
            var width = (float)(to - from);
            lock (source.Gate)
            {
                foreach (ref var value in Floats)
                    value = (float)from + (width * source.NextSingle());
            }
            return this;
        }

        /// <summary>Overwrites the elements with numbers drawn from a normal distribution.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            CheckWritable();
            var source = (generator ?? Generator.Default).Source;
            lock (source.Gate)
            {
                foreach (ref var value in Floats)
                    value = (float)(mean + (std * source.NextNormal()));
            }
            return this;
        }

        private Tensor Overwrite(Tensor result)
        {
            CheckWritable();
            if (!result.Sizes.AsSpan().SequenceEqual(Sizes))
                throw new ArgumentException($"A result of shape {Shape.Text(result.Sizes)} cannot be written into a tensor of shape {Shape.Text(Sizes)}.");
            CopyFrom(result);
            result.Dispose();
            return this;
        }

        private void CheckWritable()
        {
            if (_requiresGrad && GradMode.Enabled)
                throw new InvalidOperationException("A tensor that requires a gradient is overwritten under no_grad() only.");
            MarkOverwritten();
        }
    }
}
