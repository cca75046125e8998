using NetAnomaly.Internal;

namespace NetAnomaly.Flows.Samples;

/// <summary>
/// Cameras, controllers and printers. Cameras call home every few minutes, always alike: regular, and no attack.
/// </summary>
internal sealed class DeviceTraffic(SampleNetwork network, WebVisits web) : TrafficSource(RandomStream.Device, 0)
{
    protected override void Emit(TrafficHour hour, FlowComposer compose)
    {
        var random = hour.Random;
        for (var i = 0; i < network.Cameras.Count; i++)
        {
            var camera = network.Cameras[i];
            foreach (var at in hour.Timer(240, 37 * i, 1.5))
                compose.Exchange(at, camera, random.Pick(network.World.CameraCloud), FlowShapes.CameraHome);
            foreach (var at in hour.Timer(900, 13 * i, 0.2))
                compose.Exchange(at, network.Recorder, camera, FlowShapes.CameraStream);
            foreach (var at in hour.Timer(3600, 500 + (29 * i), 5)) web.Lookup(hour, compose, at, camera);
            foreach (var at in hour.Timer(2048, 200 + (31 * i), 5))
                compose.Exchange(at, camera, network.World.Ntp[0], FlowShapes.Ntp, fromPort: 123);
        }

        for (var i = 0; i < network.Controllers.Count; i++)
        {
            var controller = network.Controllers[i];
            foreach (var at in hour.Timer(900, 60 * i, 3))
                compose.Exchange(at, controller, network.World.Telemetry[i % 2], FlowShapes.Telemetry);
            foreach (var at in hour.Timer(2048, 300 + (17 * i), 5))
                compose.Exchange(at, controller, network.World.Ntp[1], FlowShapes.Ntp, fromPort: 123);
        }

        for (var i = 0; i < network.Printers.Count; i++)
        {
            foreach (var at in hour.Timer(1200, 45 * i, 2))
                compose.Exchange(at, network.PrintServer, network.Printers[i], FlowShapes.PrintStatus);
        }
    }
}
