using NetAnomaly.Tensors.Modules;

namespace NetAnomaly.Tensors;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Zeros at random while training.</summary>
        public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p);

        /// <summary>A list of modules, named 0, 1, 2, …</summary>
        public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
    }
}
