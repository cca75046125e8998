/// <summary>The verb `docs`: figures of the pages come from what benchmarks measured.</summary>
internal sealed class Docs(Command command, Product product)
{
    /// <summary>
    /// Writes the results in docs/figures into the pages; with `measure` runs their benchmarks first, or those of the
    /// figures that are named.
    /// </summary>
    public async Task<int> RunAsync()
    {
        var figures = DocFigure.ReadAll(".");
        if (command.Rest.ToArray() is ["measure", .. var wanted])
        {
            if (wanted.FirstOrDefault(name => !figures.ContainsKey(name)) is { } unknown)
                throw new BuildException(
                    $"there is no figure '{unknown}'; there are: {string.Join(", ", figures.Keys)}.");
            var benches = figures.Where(figure => wanted.Length == 0 || wanted.Contains(figure.Key))
                .Select(figure => figure.Value.Bench).Distinct().ToArray();
            foreach (var bench in benches)
            {
                Console.WriteLine($"dotnet build.cs bench {bench}");
                var measuring = command with { Rest = bench.Split(' ') };
                if (await product.BenchAsync(measuring) is not 0 and var exitCode) return exitCode;
            }
            figures = DocFigure.ReadAll(".");
        }
        else if (command.Rest.Count > 0)
        {
            throw new BuildException($"'docs' does not know '{command.Rest[0]}'; see `dotnet build.cs help`.");
        }
        foreach (var (name, figure) in figures)
            Console.WriteLine($"{(figure.Show(".", name) ? "written  " : "unchanged")} {figure.Page}: {name}");
        return 0;
    }
}
