using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace NetAnomaly.Flows.Text;

/// <summary>
/// Reads rows on several cores: blocks of lines are read apart from one another and given in the order of the file,
/// whatever the cores do. A few blocks are under way at a time, so that memory stays the same for any file.
/// </summary>
/// <remarks>
/// A header amid the file (files that were joined) is met by reading on the assumption that there is none: blocks that
/// were read with a layout which an earlier block has changed are read again. One thread unpacks and cuts, the others
/// parse; files of one block are read on the consumer's own thread.
/// </remarks>
internal sealed class ParallelRowReader : IDisposable
{
    private const int MostWorkers = 4;

    private readonly FlowReadContext context;
    private readonly LineBlockReader blocks;
    private readonly Func<FlowReadContext, RowReader> open;
    private readonly ConcurrentBag<Worker> workers = [];
    private readonly CancellationTokenSource ending = new();
    private readonly BlockingCollection<(LineBlock Block, Task<ParsedBlock> Parsed)> underWay;
    private Task? cutting;
    private object? layout;

    private ParallelRowReader(Stream stream, FlowReadContext context, Func<FlowReadContext, RowReader> open, int cores)
    {
        this.context = context;
        this.open = open;
        blocks = new LineBlockReader(stream, context);
        underWay = new BlockingCollection<(LineBlock, Task<ParsedBlock>)>(cores + 1);
    }

    /// <summary>The flows of a stream, in its order.</summary>
    /// <param name="stream">The unpacked content; read by another thread while the flows are taken, and by none
    /// after.</param>
    /// <param name="context">Where it comes from, and where bad rows go, in their order between the flows.</param>
    /// <param name="open">Makes a reader; called once for each core.</param>
    public static IEnumerable<FlowRecord> Read(
        Stream stream, FlowReadContext context, Func<FlowReadContext, RowReader> open) =>
        Read(stream, context, open, Math.Min(Environment.ProcessorCount, MostWorkers));

    /// <summary>The same on a number of cores.</summary>
    public static IEnumerable<FlowRecord> Read(
        Stream stream, FlowReadContext context, Func<FlowReadContext, RowReader> open, int cores)
    {
        using var rows = new ParallelRowReader(stream, context, open, cores);
        // The first block has the header, which the others are read with.
        if (rows.blocks.Next() is not { } block) yield break;
        foreach (var flow in rows.Take(block, rows.Parse(block, null)).Deliver(context.Rejects, context.Cancellation))
            yield return flow;
        if (cores == 1 || rows.blocks.IsAtEnd)
        {
            while (rows.blocks.Next() is { } next)
            {
                foreach (
                    var flow in rows.Take(next, rows.Parse(next, rows.layout))
                        .Deliver(context.Rejects, context.Cancellation)) yield return flow;
            }
        }
        else
        {
            foreach (var parsed in rows.Rest())
            {
                foreach (var flow in parsed.Deliver(context.Rejects, context.Cancellation)) yield return flow;
            }
        }

        if (rows.blocks.ZeroRuns > 0)
            context.Note(
                "run|runs of zeros within the text was|were passed over, as a lost disk write or an emptied log leaves "
                    + "them",
                null, rows.blocks.ZeroRuns);
    }

    public void Dispose()
    {
        // Nobody reads the stream any more once this has returned.
        ending.Cancel();
        cutting?.Wait();
        while (underWay.TryTake(out var left))
            left.Parsed.ContinueWith((_, block) => ((LineBlock)block!).Return(), left.Block, TaskScheduler.Default)
                .Wait();
        underWay.Dispose();
        ending.Dispose();
    }

    private IEnumerable<ParsedBlock> Rest()
    {
        Exception? failure = null;
        cutting = Task.Factory.StartNew(
            () => failure = CutAll(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        foreach (var (block, task) in underWay.GetConsumingEnumerable())
        {
            var parsed = task.GetAwaiter().GetResult();
            if (!ReferenceEquals(parsed.LayoutBefore, layout)) parsed = Parse(block, layout);
            yield return Take(block, parsed);
        }

        cutting.Wait();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    // On a thread of its own: unpacks, cuts and hands out.
    private Exception? CutAll()
    {
        try
        {
            while (!ending.IsCancellationRequested && blocks.Next() is { } block)
            {
                var assumed = Volatile.Read(ref layout);
                var task = Task.Run(() => Parse(block, assumed));
                underWay.Add((block, task), ending.Token);
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return exception;
        }
        finally
        {
            underWay.CompleteAdding();
        }
    }

    private ParsedBlock Take(LineBlock block, ParsedBlock parsed)
    {
        Volatile.Write(ref layout, parsed.LayoutAfter);
        block.Return();
        return parsed;
    }

    private ParsedBlock Parse(LineBlock block, object? assumed)
    {
        if (!workers.TryTake(out var worker)) worker = Worker.Of(context, open);
        try
        {
            return ParsedBlock.Read(worker.Reader, worker.Rejects, block, assumed);
        }
        finally
        {
            workers.Add(worker);
        }
    }

    /// <summary>A reader and where its bad rows go.</summary>
    private sealed record Worker(RowReader Reader, BlockRejects Rejects)
    {
        public static Worker Of(FlowReadContext context, Func<FlowReadContext, RowReader> open)
        {
            var rejects = new BlockRejects();
            return new Worker(open(context.With(rejects)), rejects);
        }
    }
}
