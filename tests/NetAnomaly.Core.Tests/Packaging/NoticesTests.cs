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

    private static IEnumerable<string> Tools() =>
        new[] { "", "tests/NetAnomaly.Core.Mutation/" }.SelectMany(
            folder =>
            {
                var path = Repository.File(folder + ".config/dotnet-tools.json");
                using var manifest = JsonDocument.Parse(File.ReadAllBytes(path));
                return manifest.RootElement.GetProperty("tools").EnumerateObject().Select(tool => tool.Name).ToArray();
            });
}
