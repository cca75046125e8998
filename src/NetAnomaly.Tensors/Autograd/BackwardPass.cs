namespace NetAnomaly.Tensors;

/// <summary>Sends the gradient of one value back through everything it was computed from.</summary>
internal static class BackwardPass
{
    private static long _passes;

    [ThreadStatic]
    private static List<Node>? _order;

    [ThreadStatic]
    private static Stack<Node>? _pending;

    /// <summary>Runs the graph behind <paramref name="root"/> with the given gradient of it.</summary>
    public static void Run(Tensor root, Tensor gradient, bool keepGraph)
    {
        using var noGrad = GradMode.Switch(enabled: false);
        using var noScope = DisposeScope.Suspend();
        if (root.Producer is not { } producer)
        {
            root.CollectGradient(gradient);
            return;
        }
        producer.Receive(root.OutputIndex, gradient);
        var order = Collect(producer);
        var done = 0;
        try
        {
            while (done < order.Count)
            {
                order[done].Run(keepGraph);
                order[done++].LetGo();
            }
        }
        finally
        {
            for (; done < order.Count; done++)
                order[done].LetGo();
            order.Clear();
        }
    }

    private static List<Node> Collect(Node root)
    {
        var pass = Interlocked.Increment(ref _passes);
        var order = _order ??= [];
        var pending = _pending ??= new Stack<Node>();
        order.Clear();
        pending.Clear();
        root.VisitedBy = pass;
        pending.Push(root);
        while (pending.TryPop(out var node))
        {
            // A node let go by those before it is still to run.
            node.Hold();
            order.Add(node);
            foreach (var edge in node.Inputs)
            {
                if (edge.Producer is { } next && next.VisitedBy != pass)
                {
                    next.VisitedBy = pass;
                    pending.Push(next);
                }
            }
        }
        order.Sort(static (a, b) => b.Number.CompareTo(a.Number));
        return order;
    }
}
