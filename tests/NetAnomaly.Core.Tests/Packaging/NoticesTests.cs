using System.Text.Json;
using System.Xml.Linq;
using NetAnomaly.Core.Tests.Readers;

namespace NetAnomaly.Core.Tests.Packaging;

public sealed class NoticesTests
{
    private static readonly string Notices = File.ReadAllText(Repository.File("THIRD-PARTY-NOTICES.txt"));

    public static TheoryData<string> Dependencies() => [.. Packages().Concat(Tools()).Append("Pester")];

    [Theory]
    [MemberData(nameof(Dependencies))]
    public void Every_dependency_is_named_in_the_third_party_notices(string package) =>
        Assert.Contains(package, Notices, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Packages() =>
        XDocument.Load(Repository.File("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);

    private static IEnumerable<string> Tools()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Repository.File(".config/dotnet-tools.json")));
        return [.. manifest.RootElement.GetProperty("tools").EnumerateObject().Select(tool => tool.Name)];
    }
}
