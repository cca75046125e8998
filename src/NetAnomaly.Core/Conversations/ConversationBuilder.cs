using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Conversations;

/// <summary>
/// Gathers flows into conversations, streaming: a conversation is handed on when its window has passed the watermark
/// (the latest start time seen, less the tolerance). No flow is lost: one that comes later than that opens its window
/// again, which then closes when no row has fallen into it for <see cref="IdleRows"/> rows, so that files read in any
/// order still give whole conversations. Not thread-safe.
/// </summary>
internal sealed class ConversationBuilder
{
    /// <summary>Rows after which a reopened window closes when none of them fell into it.</summary>
    public const int IdleRows = 1 << 16;

    private const int IdleCheck = 1 << 12;
    private static readonly IReadOnlyList<Conversation> Nothing = [];

    private readonly ConversationOptions options;
    private readonly Tokenizer[] schemes;
    private readonly SortedDictionary<long, OpenWindow> windows = [];
    private readonly long windowTicks;
    private readonly HashSet<long> closedEarly = [];
    private OpenWindow? latest;
    private long watermark = long.MinValue;
    private long rows;
    private long openFlows;

    /// <summary>An empty builder.</summary>
    /// <exception cref="ArgumentException">No token scheme is given, or one twice.</exception>
    public ConversationBuilder(ConversationOptions options)
    {
        if (options.Schemes.Count == 0)
            throw new ArgumentException("At least one token scheme is needed.", nameof(options));
        if (options.Schemes.Distinct().Count() != options.Schemes.Count)
            throw new ArgumentException("A token scheme can be given only once.", nameof(options));
        this.options = options;
        schemes = [.. options.Schemes.Select(Tokenizer.Of)];
        windowTicks = options.Window.Ticks;
    }

    /// <summary>Flows that came after their window had been handed on.</summary>
    public long LateFlows { get; private set; }

    /// <summary>
    /// Windows that were handed on early because <see cref="ConversationOptions.MaxOpenFlows"/> was reached.
    /// </summary>
    public long EarlyWindows { get; private set; }

    /// <summary>Flows that wait in open windows.</summary>
    public long OpenFlows => openFlows;

    /// <summary>Takes one flow.</summary>
    /// <returns>The conversations that this flow completes, by window and then by their first flow; mostly
    /// none.</returns>
    public IReadOnlyList<Conversation> Add(FlowRecord flow)
    {
        rows++;
        if (options.GroupBy == FlowGrouping.Flow)
            return [Finish(new DateTime(flow.Start.Ticks / windowTicks * windowTicks, DateTimeKind.Utc), [flow])];
        var index = flow.Start.Ticks / windowTicks;
        var late = (index + 1) * windowTicks <= watermark || closedEarly.Contains(index);
        if (late) LateFlows++;
        var window = latest?.Index == index ? latest : Open(index, late);
        window.Add(flow, options.GroupBy, rows);
        openFlows++;
        latest = window;

        var passed = flow.Start.Ticks - options.Tolerance.Ticks;
        var crossed = passed / windowTicks > watermark / windowTicks;
        if (passed > watermark) watermark = passed;
        return crossed || openFlows > options.MaxOpenFlows || rows % IdleCheck == 0 ? CloseDue() : Nothing;
    }

    /// <summary>Says that no flow that began before a time will come any more.</summary>
    /// <returns>The conversations of the windows that end then or before.</returns>
    public IReadOnlyList<Conversation> AdvanceTo(DateTime time)
    {
        if (time.Ticks > watermark) watermark = time.Ticks;
        return CloseDue();
    }

    /// <summary>Hands on all that is still open: the input has ended.</summary>
    public IReadOnlyList<Conversation> Complete() => Close([.. windows.Values]);

    /// <summary>The conversations of a stream of flows, lazily.</summary>
    public static IEnumerable<Conversation> Build(IEnumerable<FlowRecord> flows, ConversationOptions options)
    {
        var builder = new ConversationBuilder(options);
        foreach (var flow in flows)
        {
            foreach (var conversation in builder.Add(flow)) yield return conversation;
        }

        foreach (var conversation in builder.Complete()) yield return conversation;
    }

    private OpenWindow Open(long index, bool late)
    {
        if (windows.TryGetValue(index, out var window)) return window;
        window = new OpenWindow(index, late);
        windows.Add(index, window);
        return window;
    }

    private IReadOnlyList<Conversation> CloseDue()
    {
        var due = windows.Values
            .Where(
                window =>
                    window.Late ? rows - window.LastRow > IdleRows : (window.Index + 1) * windowTicks <= watermark)
            .ToList();
        if (openFlows - due.Sum(window => window.Flows) > options.MaxOpenFlows)
        {
            // Whatever is open is one window too many; the earliest is the likeliest to be complete.
            var earliest = windows.Values.First(window => !due.Contains(window));
            due.Add(earliest);
            closedEarly.Add(earliest.Index);
            EarlyWindows++;
        }

        return due.Count == 0 ? Nothing : Close(due);
    }

    private List<Conversation> Close(List<OpenWindow> due)
    {
        var closed = new List<Conversation>(due.Sum(window => window.Conversations.Count));
        foreach (var window in due.OrderBy(window => window.Index))
        {
            windows.Remove(window.Index);
            if (latest == window) latest = null;
            openFlows -= window.Flows;
            var start = new DateTime(window.Index * windowTicks, DateTimeKind.Utc);
            closed.AddRange(Finish(start, window.Conversations));
        }

        return closed;
    }

    // A window of a busy network closes with tens of thousands of conversations at once, while the flows of the next
    // one wait.
    private Conversation[] Finish(DateTime start, IReadOnlyList<OpenConversation> conversations)
    {
        var finished = new Conversation[conversations.Count];
        Parallel.For(0, finished.Length, index => finished[index] = Finish(start, conversations[index].TakeFlows()));
        return finished;
    }

    private Conversation Finish(DateTime start, FlowRecord[] flows)
    {
        var words = new string[schemes.Length][];
        for (var factor = 0; factor < schemes.Length; factor++)
        {
            words[factor] = new string[flows.Length];
            for (var position = 0; position < flows.Length; position++)
                words[factor][position] = schemes[factor].Word(flows[position]);
        }

        return new Conversation(start, new TimeSpan(windowTicks), options.GroupBy, options.Schemes, flows, words);
    }
}
