namespace NetAnomaly.Tensors;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module with one input.</summary>
        public abstract class Module<T, TResult> : Module
        {
            /// <summary>A module with a name.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>The computation, written by the subclass.</summary>
            public abstract TResult forward(T input);

            /// <summary>Runs <see cref="forward"/>.</summary>
            public TResult call(T input) => forward(input);
        }

        /// <summary>A module with two inputs.</summary>
        public abstract class Module<T1, T2, TResult> : Module
        {
            /// <summary>A module with a name.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>The computation, written by the subclass.</summary>
            public abstract TResult forward(T1 input1, T2 input2);
        }

        /// <summary>A module with six inputs.</summary>
        public abstract class Module<T1, T2, T3, T4, T5, T6, TResult> : Module
        {
            /// <summary>A module with a name.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>The computation, written by the subclass.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6);
        }
    }
}
