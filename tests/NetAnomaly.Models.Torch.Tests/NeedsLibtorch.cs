using System.Reflection;
using Xunit.v3;

[assembly: NetAnomaly.Models.Torch.Tests.NeedsLibtorch]

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>Skips every test, with the reason, where TorchSharp is restored but libtorch does not load.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class NeedsLibtorchAttribute : BeforeAfterTestAttribute
{
    private static readonly Lazy<string?> Fault = new(FindFault);

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Fault.Value is { } fault) Assert.Skip($"libtorch does not load: {fault}");
    }

    private static string? FindFault()
    {
        try
        {
            InitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or TypeInitializationException)
        {
            return e.GetBaseException().Message.ReplaceLineEndings(" ");
        }
    }
}
