using System.Collections;
using System.Reflection;
using NetAnomaly.Operations.Assets;
using NetAnomaly.Operations.Tests.Suppressions;

namespace NetAnomaly.Operations.Tests.Assets;

public sealed class PseudonymizerTests : IDisposable
{
    private const string Everywhere =
        "10.0.9.2 -> fd00:1::7, printer.local (DB1 of Ada) and 198.51.100.9:443, [fd00:1::7]:22, "
            + "00:11:22:aa:bb:cc, ::ffff:10.0.9.2, src:10.0.9.2.";

    private static readonly string[] Originals =
    [
        "10.0.9.2", "fd00:1::7", "printer.local", "198.51.100.9", "00:11:22:aa:bb:cc", "192.0.2.77", "db1", "Ada",
        "night.pcap",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("pseudonyms").FullName;

    private string KeyPath => Path.Combine(folder, "pseudonym.key");

    [Fact]
    public void Nothing_of_an_address_or_name_is_left_anywhere()
    {
        var alert = new AnomalyAlert { Time = Night.Now, Incident = Incident() };
        // The test finds them where they are.
        Assert.All(Originals, original => Assert.Contains(
            Texts(alert), text => text.Contains(original, StringComparison.OrdinalIgnoreCase)));
        var told = new Pseudonymizer(Tokens()).Of(alert);
        Assert.All(Texts(told), text => Assert.All(
            Originals, original => Assert.DoesNotContain(original, text, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void What_is_not_of_hosts_stays()
    {
        var (before, after) = (Incident(), new Pseudonymizer(Tokens()).Of(Incident()));
        Assert.Equal(before.Start, after.Start);
        Assert.Equal((before.Severity, before.Conversations), (after.Severity, after.Conversations));
        Assert.Equal("audit", after.Asset!.Role);
        Assert.Equal(["botnet"], after.Labels);
        Assert.Equal("office", after.Model);
        var flow = after.Top[0].Sequence.Flows[0];
        Assert.Equal(("tcp", 443, 1000L), (flow.Protocol, flow.DestinationPort, flow.Bytes));
        Assert.Equal(after.Top[0].Host, after.Host);
        Assert.Equal(SubjectKind.Host, after.Subject.Kind);
        Assert.Equal(after.Host, after.Subject.Key);
    }

    [Fact]
    public void Ids_can_be_compared_and_not_be_guessed_from_addresses()
    {
        var before = Incident();
        var after = new Pseudonymizer(Tokens()).Of(before);
        Assert.NotEqual(before.Id, after.Id);
        Assert.NotEqual(before.Top[0].Id, after.Top[0].Id);
        Assert.Equal(after.Id, new Pseudonymizer(Tokens()).Of(before).Id);
        Assert.Matches("^[0-9a-f]{16}$", after.Id);
    }

    [Fact]
    public void Inner_and_outer_hosts_are_told_apart()
    {
        var tokens = new Pseudonyms(PseudonymKey.ReadOrMake(KeyPath), [AddressRange.Parse("203.0.113.0/24")!]);
        Assert.All(
            ["10.1.1.1", "172.31.0.1", "fe80::1", "fd00::1", "printer.local", "203.0.113.9", "00:11:22:33:44:55"],
            host => Assert.Matches("^host-[0-9a-f]{12}$", tokens.OfHost(host)));
        Assert.All(
            ["8.8.8.8", "172.32.0.1", "2001:db8::1"],
            host => Assert.Matches("^outer-[0-9a-f]{12}$", tokens.OfHost(host)));
    }

    [Fact]
    public void The_same_key_gives_the_same_tokens_and_another_key_others()
    {
        var token = Tokens().OfHost("10.0.9.2");
        Assert.Equal(token, Tokens().OfHost("::ffff:10.0.9.2"));
        Assert.NotEqual(token, Tokens().OfHost("10.0.9.3"));
        File.Delete(KeyPath);
        Assert.NotEqual(token, Tokens().OfHost("10.0.9.2"));
    }

    [Fact]
    public void A_text_keeps_what_stands_around_an_address()
    {
        var result = Night.Result(reason: "10.0.9.2: 62 flows at 12:34:56 to 10.0.3.0/24, v1.2.3 on 10.0.3.7:443.");
        var tokens = Tokens();
        Assert.Equal(
            $"{tokens.OfHost("10.0.9.2")}: 62 flows at 12:34:56 to {tokens.OfHost("10.0.3.0")}/24, v1.2.3 on "
                + $"{tokens.OfHost("10.0.3.7")}:443.",
            new Pseudonymizer(tokens).Of(result).Reason);
    }

    [Fact]
    public void A_new_key_is_for_its_owner_alone()
    {
        Assert.True(PseudonymKey.ReadOrMake(KeyPath).IsNew);
        var again = PseudonymKey.ReadOrMake(KeyPath);
        Assert.Equal((false, false), (again.IsNew, again.IsExposed));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.True(PseudonymKey.Read(KeyPath).IsExposed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("00ff")]
    public void What_is_no_key_is_refused(string text)
    {
        File.WriteAllText(KeyPath, text);
        Assert.Throws<InvalidDataException>(() => PseudonymKey.ReadOrMake(KeyPath));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Pseudonyms Tokens() => new(PseudonymKey.ReadOrMake(KeyPath));

    private static AnomalyIncident Incident()
    {
        var result = Night.Result(Night.Scanner, "fd00:1::7", reason: Everywhere);
        FlowRecord[] flows =
        [
            .. result.Sequence.Flows.Select(flow => flow with
            {
                File = "/data/night.pcap", State = "SF@192.0.2.77", Service = Everywhere, Label = "botnet",
                ObservedSourceAddress = "printer.local", ObservedDestinationAddress = "00:11:22:aa:bb:cc",
                Exporter = "192.0.2.77",
                Features = new FlowFeatures(new FeatureSchema("x", [], ["peer"]), [], ["198.51.100.9"]),
            }),
        ];
        var explanation = new AnomalyExplanation
        {
            Sentence = Everywhere,
            Flows = flows,
            Nearest = Everywhere,
            Causes =
            [
                new AnomalyCause
                {
                    Factor = "State", Word = "SF@192.0.2.77", Meaning = Everywhere, Flows = flows, Surprisal = 1,
                    Excess = 1, Expected = [new ExpectedWord("192.0.2.77", 0.5)],
                },
            ],
        };
        result = result with
        {
            Sequence = new Conversation(
                result.WindowStart, result.Window, FlowGrouping.Dyad, [TokenScheme.State], flows,
                [["SF@192.0.2.77"]]),
            ObservedSourceAddress = "printer.local",
            Evidence =
            [
                new Evidence("FanOut", 0.1, 0.5) { About = Subject.Host(Night.Scanner) },
                new Evidence("Pair", 0.1, 0.5) { About = Subject.Pair(Night.Scanner, "printer.local") },
                new Evidence("Service", 0.1, 0) { About = Subject.HostService("198.51.100.9", "tcp/443") },
            ],
            Details = new ToldExplanation(
                Everywhere, [new FlowContribution(flows[0], 1, "State", "SF@192.0.2.77")], explanation),
            TopFlows = [new FlowContribution(flows[0], 1, "State", "SF@192.0.2.77")],
        };
        return Night.Incident(result) with { Asset = new HostAsset("db1", "Ada", "audit"), Labels = ["botnet"] };
    }

    // All texts of all properties, public or not, however deep; what objects say of themselves, too.
    private static List<string> Texts(object root)
    {
        var (texts, seen) = (new List<string>(), new HashSet<object>(ReferenceEqualityComparer.Instance));
        Walk(root);
        return texts;

        void Walk(object? value)
        {
            if (value is null) return;
            if (value is string text)
            {
                texts.Add(text);
                return;
            }

            var type = value.GetType();
            if (type.IsPrimitive || type.IsEnum || value is DateTime or TimeSpan or decimal) return;
            if (!type.IsValueType && !seen.Add(value)) return;
            texts.Add(value.ToString() ?? "");
            if (value is IEnumerable list)
            {
                foreach (var item in list) Walk(item);
            }

            if (type.Assembly != typeof(AnomalyResult).Assembly && type.Assembly != typeof(Pseudonymizer).Assembly)
                return;
            foreach (var field in Fields(type)) Walk(field.GetValue(value));
            foreach (var property in type.GetProperties(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                if (property.GetIndexParameters().Length == 0 && property.PropertyType != typeof(Type)
                    && !property.PropertyType.IsByRefLike) Walk(property.GetValue(value));
            }
        }
    }

    private static FieldInfo[] Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
