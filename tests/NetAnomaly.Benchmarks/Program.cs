using NetAnomaly.Benchmarks;

switch (args)
{
    case ["products", .. var rest]:
        ProductBenchmark.Run(rest.FirstOrDefault() ?? "");
        return 0;
    default:
        Console.Error.WriteLine("usage: NetAnomaly.Benchmarks products [part of a shape's name]");
        return 1;
}
