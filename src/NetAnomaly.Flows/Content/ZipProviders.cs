using SharpCompress.Common;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Providers;
using SharpCompress.Providers.System;

namespace NetAnomaly.Flows.Content;

/// <summary>What unpacks the members of zip files, each in bounded memory.</summary>
internal static class ZipProviders
{
    /// <summary>The library's own but where these are unbounded or slow: .NET's deflate is several times
    /// faster.</summary>
    public static CompressionProviderRegistry All { get; } = CompressionProviderRegistry.Default
        .With(new SystemDeflateCompressionProvider()).With(new BoundedLzma()).With(new BoundedXz());

    private sealed class BoundedLzma : ContextRequiredDecompressionProviderBase
    {
        public override CompressionType CompressionType => CompressionType.LZMA;

        protected override string CompressionNotSupportedMessage => "Nothing is packed here.";

        protected override string DecompressionContextRequirementDescription => "LZMA needs its properties";

        public override Stream CreateDecompressStream(Stream source, CompressionContext context)
        {
            if (context.Properties is not { Length: >= 5 } properties)
                throw new InvalidDataException("Its properties of LZMA are too short.");
            MemoryBound.Check(MemoryBound.OfLzma(properties));
            return LzmaStream.Create(properties, source, context.InputSize, context.OutputSize);
        }
    }

    private sealed class BoundedXz : DecompressionOnlyProviderBase
    {
        public override CompressionType CompressionType => CompressionType.Xz;

        protected override string CompressionNotSupportedMessage => "Nothing is packed here.";

        public override Stream CreateDecompressStream(Stream source) =>
            new XzStream(new ForwardStream(new PeekableStream(source)));
    }
}
