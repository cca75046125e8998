using System.Runtime.CompilerServices;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;
using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Services;

public sealed class ScanServiceTests : IDisposable
{
    private readonly FlowRecord[] flows =
    [
        .. ModelMaker.Office().SelectMany(conversation => conversation.Flows).OrderBy(flow => flow.Start),
    ];
    private readonly AnomalyModel model = ModelMaker.Train(CorpusMaker.Corpus(ModelMaker.Office()));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_gives_what_the_session_gives_and_tells_its_progress()
    {
        var session = Session();
        var reports = flows.Chunk(100).SelectMany(some => session.Add(some, Token)).ToList();
        reports.AddRange(session.Complete(Token));
        var expected = reports.SelectMany(report => report.Results).Select(result => result.Id);
        var progress = new Last();
        var given = new List<AnomalyResult>();
        await foreach (
            var report in ScanService.RunAsync(
                Session(), new Source(flows, 100), progress, Token)) given.AddRange(report.Results);
        Assert.Equal(expected, given.Select(result => result.Id));
        Assert.Equal(new ScanProgress(flows.Length, "source"), progress.Value);
    }

    [Fact]
    public async Task An_error_of_the_source_comes_behind_the_reports_of_the_flows_before_it()
    {
        var given = 0;
        var source = new Source(flows, 100) { Fault = new IOException("broken off") };
        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (
                var report in ScanService.RunAsync(Session(), source, null, Token)) given += report.Results.Count;
        });
        Assert.Equal("broken off", error.Message);
        Assert.True(given > 0);
    }

    [Fact]
    public async Task Who_takes_no_reports_stops_the_reader()
    {
        var source = new Source(
            [
                .. Enumerable.Range(0, 20).SelectMany(
                    day => flows.Select(flow => flow with { Start = flow.Start.AddDays(2 * day) })),
            ], 100);
        await using var reports = ScanService.RunAsync(Session(), source, null, Token).GetAsyncEnumerator(Token);
        Assert.True(await reports.MoveNextAsync());
        await source.StopsAsync();
        Assert.InRange(source.Given, 1, source.Count / 4);
    }

    [Fact]
    public async Task A_run_that_is_left_early_leaves_no_reader_behind()
    {
        var source = new Source(flows, 100);
        await foreach (var _ in ScanService.RunAsync(Session(), source, null, Token)) break;
        Assert.True(source.IsClosed);
    }

    [Fact]
    public async Task A_run_stops_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                var _ in ScanService.RunAsync(
                    Session(), new Source(flows, 100), null, stop.Token)) await stop.CancelAsync();
        });
    }

    public void Dispose() => model.Dispose();

    private ScanSession Session() => new(new ScanRequest(model, AlertPolicyOptions.Of(null, 0.05)));

    private sealed class Last : IProgress<ScanProgress>
    {
        public ScanProgress Value { get; private set; }

        public void Report(ScanProgress value) => Value = value;
    }

    private sealed class Source(FlowRecord[] flows, int size) : IFlowSource
    {
        public Exception? Fault { get; init; }

        public int Count => flows.Length;

        public int Given { get; private set; }

        public bool IsClosed { get; private set; }

        public async IAsyncEnumerable<FlowBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            try
            {
                foreach (var some in flows.Chunk(size))
                {
                    cancellation.ThrowIfCancellationRequested();
                    Given += some.Length;
                    yield return new FlowBatch(some, new SourcePosition("source", Given));
                }

                if (Fault is not null) throw Fault;
                await Task.CompletedTask;
            }
            finally
            {
                IsClosed = true;
            }
        }

        // Until no batch was asked for in a while.
        public async Task StopsAsync()
        {
            for (var before = -1; before != Given;)
            {
                before = Given;
                await Task.Delay(200);
            }
        }
    }
}
