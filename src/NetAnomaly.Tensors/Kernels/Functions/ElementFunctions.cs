using System.Runtime.CompilerServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>A function of one value or two that is applied element by element.</summary>
internal interface IElementFunction
{
    /// <summary>The values read for each result, 1 or 2. Where it is 1, the second is not looked at.</summary>
    static abstract int Operands { get; }

    static abstract TVector Of<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct;
}

internal readonly struct ExpFunction : IElementFunction
{
    public static int Operands => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct => Elementary<TLanes, TVector>.FullExp(x);
}

internal readonly struct ReluFunction : IElementFunction
{
    public static int Operands => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct => TLanes.Max(default, x);
}

/// <summary>
/// x where y is positive, else 0: the gradient of relu, given that of its result and either end of it.
/// </summary>
internal readonly struct WherePositive : IElementFunction
{
    public static int Operands => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct => TLanes.SelectPositive(y, x, default);
}

internal readonly struct GeluFunction : IElementFunction
{
    public static int Operands => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct => TLanes.Multiply(x, Elementary<TLanes, TVector>.NormalBelow(x));
}

/// <summary>x (Φ(y) + y φ(y)): the gradient of GELU at y, given that of its result.</summary>
internal readonly struct GeluSlope : IElementFunction
{
    public static int Operands => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct
    {
        TVector exponent = TLanes.Multiply(TLanes.Multiply(y, y), TLanes.Create(-0.5f));
        TVector density = TLanes.Multiply(Elementary<TLanes, TVector>.Exp(exponent), TLanes.Create(0.398942280f));
        TVector slope = TLanes.MultiplyAdd(y, density, Elementary<TLanes, TVector>.NormalBelow(y));
        return TLanes.Multiply(x, slope);
    }
}

internal readonly struct SumFunction : IElementFunction
{
    public static int Operands => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct => TLanes.Add(x, y);
}

internal readonly struct ProductFunction : IElementFunction
{
    public static int Operands => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TLanes, TVector>(TVector x, TVector y)
        where TLanes : struct, IFloatLanes<TVector>
        where TVector : struct => TLanes.Multiply(x, y);
}
