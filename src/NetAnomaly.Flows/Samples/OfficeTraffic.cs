using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// A person at a workstation uses the office's own services: sign-on, files, mail, printing, the business application.
/// </summary>
internal sealed class OfficeTraffic(SampleNetwork network, WebVisits web, int person) : TrafficSource(
    RandomStream.Office, person)
{
    private readonly string client = network.Workstations[person];
    private readonly bool administers = network.Administrators.Contains(person);
    private readonly CounterRandom habits = new(network.Seed, RandomStream.Habits, person);

    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var day = WorkDay.Of(hour, person, habits);
        var random = hour.Random;
        double Busy(double at) => day.Busy((hour.HourOfDay * 3600) + at);

        var arrives = day.Arrive - (hour.HourOfDay * 3600);
        if (day.Present && arrives is >= 0 and < TrafficHour.Length) SignOn(hour, compose, arrives);

        foreach (var at in hour.Arrivals(2.5)) if (random.Bernoulli(Busy(at))) Authenticate(hour, compose, at);
        foreach (var at in hour.Arrivals(7))
            if (random.Bernoulli(Busy(at))) compose.Exchange(at, client, network.FileServer, FlowShapes.Smb);
        foreach (var at in hour.Arrivals(4))
            if (random.Bernoulli(Busy(at))) compose.Exchange(at, client, network.MailServer, FlowShapes.Imap);
        foreach (var at in hour.Arrivals(1.6)) if (random.Bernoulli(Busy(at))) SendMail(hour, compose, at);
        foreach (var at in hour.Arrivals(0.5)) if (random.Bernoulli(Busy(at))) PrintOut(hour, compose, at);
        foreach (var at in hour.Arrivals(6))
            if (random.Bernoulli(Busy(at)))
                compose.Exchange(at, client, network.ApplicationServer, FlowShapes.Business);
        foreach (var at in hour.Arrivals(administers ? 4 : 0))
        {
            if (random.Bernoulli(Busy(at))) Administer(hour, compose, at);
        }

        // A colleague's shared folder or screen, seldom; the machine may be off.
        foreach (var at in hour.Arrivals(0.12))
        {
            if (!random.Bernoulli(Busy(at))) continue;
            var other = random.Pick(network.Workstations);
            if (other == client) continue;
            var shape = random.Bernoulli(0.3) ? FlowShapes.RemoteDesktop : FlowShapes.Smb;
            if (random.Bernoulli(0.2)) compose.Unanswered(at, client, other, shape.Port, 3);
            else compose.Exchange(at, client, other, shape);
        }
    }

    private void SignOn(TrafficHour hour, FlowComposer compose, double at)
    {
        var random = hour.Random;
        compose.Exchange(at, client, network.DomainController, FlowShapes.Dhcp, fromPort: 68);
        for (var i = 0; i < 4; i++) web.Lookup(hour, compose, at + 0.5 + (i * 0.1), client);
        for (var i = 0; i < 5; i++) Authenticate(hour, compose, at + 1 + (i * 0.7));
        compose.Exchange(at + 5, client, network.DomainController, FlowShapes.RpcMapper);
        compose.Exchange(
            at + 5.1, client, network.DomainController, FlowShapes.RpcDynamic, 49664 + random.Whole(0, 12));
        for (var i = 0; i < 3; i++) compose.Exchange(at + 6 + i, client, network.DomainController, FlowShapes.Smb);
    }

    private void Authenticate(TrafficHour hour, FlowComposer compose, double at)
    {
        var random = hour.Random;
        compose.Exchange(at, client, network.DomainController, FlowShapes.Kerberos);
        if (random.Bernoulli(0.7)) compose.Exchange(at + 0.05, client, network.DomainController, FlowShapes.Ldap);
        if (random.Bernoulli(0.25))
        {
            compose.Exchange(at + 0.2, client, network.DomainController, FlowShapes.RpcMapper);
            compose.Exchange(
                at + 0.26, client, network.DomainController, FlowShapes.RpcDynamic, 49664 + random.Whole(0, 12));
        }
    }

    private void SendMail(TrafficHour hour, FlowComposer compose, double at)
    {
        var random = hour.Random;
        var done = compose.Exchange(at, client, network.MailServer, FlowShapes.Submission);
        if (!random.Bernoulli(0.6)) return;
        var begin = web.Lookup(hour, compose, done + random.Between(0.1, 2), network.MailServer) + 0.01;
        compose.Exchange(begin, network.MailServer, random.Pick(network.World.MailRelays), FlowShapes.MailRelay);
    }

    private void PrintOut(TrafficHour hour, FlowComposer compose, double at)
    {
        var random = hour.Random;
        var printer = random.Pick(network.Printers);
        if (random.Bernoulli(0.25))
        {
            compose.Exchange(at, client, printer, FlowShapes.PrintStatus);
            compose.Exchange(at + 0.4, client, printer, FlowShapes.Print);
            return;
        }

        compose.Exchange(at, client, network.PrintServer, FlowShapes.Smb);
        compose.Exchange(at + random.Between(1, 4), network.PrintServer, printer, FlowShapes.Print);
    }

    private void Administer(TrafficHour hour, FlowComposer compose, double at)
    {
        var random = hour.Random;
        var server = random.Pick(network.Servers);
        if (random.Bernoulli(0.2))
        {
            compose.Exchange(at, client, server, FlowShapes.RemoteDesktop);
            return;
        }

        compose.Exchange(at, client, server, FlowShapes.Ssh);
        var copies = random.Bernoulli(0.3) ? random.Whole(1, 5) : 0;
        for (var i = 0; i < copies; i++)
            compose.Exchange(at + 20 + (i * random.Between(2, 9)), client, server, FlowShapes.SshTransfer);
    }
}
