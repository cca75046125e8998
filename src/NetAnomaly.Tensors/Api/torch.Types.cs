namespace NetAnomaly.Tensors;

public static partial class torch
{
    /// <summary>Element types of tensors, numbered as in TorchSharp.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>64-bit whole numbers: ids.</summary>
        Int64 = 4,

        /// <summary>Single-precision numbers.</summary>
        Float32 = 6,

        /// <summary>Truth values: masks.</summary>
        Bool = 11,
    }

    /// <summary>A scope that disposes the tensors made in it.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScope.New(recycles: false);

    /// <summary>
    /// A scope for work that is repeated, such as a step of training: what the engine makes in it, the tensors
    /// themselves included, it uses again in later scopes of this kind on the same thread, so that a repeated step
    /// allocates nothing.
    /// </summary>
    /// <remarks>
    /// A tensor made in it must not be used after its end, unless it was moved out by
    /// <see cref="Tensor.MoveToOuterDisposeScope"/> or <see cref="Tensor.DetachFromDisposeScope"/>. Such a use is
    /// refused to the end of the next scope of this kind; later the object may be another tensor. Scopes inside it, of
    /// either kind, end with it and recycle as it does.
    /// </remarks>
    public static DisposeScope NewRecyclingScope() => DisposeScope.New(recycles: true);

    /// <summary>Until disposed, operations on this thread are not recorded.</summary>
    public static IDisposable no_grad() => GradMode.Switch(enabled: false);
}
