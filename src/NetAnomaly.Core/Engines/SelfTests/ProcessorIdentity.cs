using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NetAnomaly.Core.Engines.SelfTests;

/// <summary>
/// What native libraries choose their code by: maker, family, model, stepping and features of the processor, as a
/// hypervisor shows them.
/// </summary>
internal static class ProcessorIdentity
{
    // Intel, "Software Developer's Manual", volume 2A, CPUID: the leaves that name the processor and its features.
    private const int Maker = 0;
    private const int Model = 1;
    private const int Features = 7;
    private const int MoreFeatures = 0x24;
    private const int FeatureLeaves = 2;

    // In leaf 1, EBX says also which core answers.
    private const int Brand = 0xff;

    // What a hypervisor puts its name into, where there is one.
    private const int Hypervisor = 0x40000000;
    private const int HasHypervisor = 1 << 31;

    /// <summary>This machine's processor, as text.</summary>
    public static string Current { get; } = Find();

    private static string Find()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString();
        if (!X86Base.IsSupported) return architecture;
        var (most, _, _, _) = X86Base.CpuId(Maker, 0);
        var (signature, brand, features, others) = X86Base.CpuId(Model, 0);
        var parts = new List<int>();
        Add(X86Base.CpuId(Maker, 0));
        Add((signature, brand & Brand, features, others));
        for (var leaf = 0; most >= Features && leaf < FeatureLeaves; leaf++) Add(X86Base.CpuId(Features, leaf));
        if (most >= MoreFeatures) Add(X86Base.CpuId(MoreFeatures, 0));
        if ((features & HasHypervisor) != 0) Add(X86Base.CpuId(Hypervisor, 0));

        // What the system lets programs use of it.
        bool[] usable = [Avx.IsSupported, Avx2.IsSupported, Avx512BW.IsSupported];
        var digits = parts.Select(part => part.ToString("x8", CultureInfo.InvariantCulture));
        var flags = usable.Select(isUsable => isUsable ? '1' : '0');
        return $"{architecture} {string.Concat(flags)} {string.Concat(digits)}";

        void Add((int Eax, int Ebx, int Ecx, int Edx) registers) =>
            parts.AddRange([registers.Eax, registers.Ebx, registers.Ecx, registers.Edx]);
    }
}
