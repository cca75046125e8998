using NetAnomaly.Tensors.Modules;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>max(x, 0) of every element.</summary>
        public static ReLU ReLU(bool inplace = false) => new();

        /// <summary>x Φ(x) of every element.</summary>
        public static GELU GELU() => new();

        /// <summary>x sigmoid(x) of every element.</summary>
        public static SiLU SiLU(bool inplace = false) => new();

        /// <summary>Hyperbolic tangent of every element.</summary>
        public static Tanh Tanh(bool inplace = false) => new();

        /// <summary>1 / (1 + e^-x) of every element.</summary>
        public static Sigmoid Sigmoid(bool inplace = false) => new();

        /// <summary>The input itself.</summary>
        public static Identity Identity() => new();

        /// <summary>x where positive, else slope · x.</summary>
        public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope);

        /// <summary>Softmax along an axis.</summary>
        public static Softmax Softmax(long dim) => new(dim);

        /// <summary>Logarithm of the softmax along an axis.</summary>
        public static LogSoftmax LogSoftmax(long dim) => new(dim);

        /// <summary>Zeros at random while training.</summary>
        public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p);

        /// <summary>Neighbouring axes joined into one.</summary>
        public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

        /// <summary>Modules called one after the other, named 0, 1, 2, …</summary>
        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
            new([.. modules.Select((m, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), m))]);

        /// <summary>Modules called one after the other, with names.</summary>
        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

        /// <summary>Modules called one after the other, with names.</summary>
        public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new([.. modules]);

        /// <summary>A list of modules, named 0, 1, 2, …</summary>
        public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
    }
}
