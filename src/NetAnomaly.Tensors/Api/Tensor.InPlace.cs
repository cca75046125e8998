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

        /// <summary>
        /// Overwrites the elements with those of another tensor, broadcast to this shape and converted to this type.
        /// </summary>
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

        private void CheckWritable()
        {
            if (_requiresGrad && GradMode.Enabled)
                throw new InvalidOperationException(
                    "A tensor that requires a gradient is overwritten under no_grad() only.");
            MarkOverwritten();
        }
    }
}
