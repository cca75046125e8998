using ZstdSharp;
using ZstdSharp.Unsafe;

namespace NetAnomaly.Flows.Content;

/// <summary>What the libraries that unpack archives say of broken ones, told as errors of the file.</summary>
internal static class Decoders
{
    /// <summary>
    /// Whether an error comes from unpacking: libraries that trust what they read raise any error where they should
    /// not have.
    /// </summary>
    public static bool IsTheirFault(Exception cause) => cause is not (FlowFileException or OperationCanceledException);

    // The library has no other way to tell it from damage within a frame.
    private const string NoLz4Frame = "LZ4 frame magic number expected";

    /// <summary>Whether zstd or LZ4 met something that is no frame.</summary>
    public static bool IsNoFrame(Exception cause) =>
        cause is ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_prefix_unknown }
            or InvalidDataException { Message: NoLz4Frame };

    /// <summary>The error of the file.</summary>
    /// <param name="path">The file, or the member of an archive.</param>
    /// <param name="cause">What the library said.</param>
    /// <param name="isAtEnd">Whether it had read all that there is.</param>
    public static FlowFileException Broken(string path, Exception cause, bool isAtEnd) => cause switch
    {
        OutOfMemoryException or ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge } =>
            FlowFileErrors.TooLarge(path, "unpacking it takes more memory than there should be need for."),
        EndOfStreamException => FlowFileErrors.Broken(FlowFileFault.Truncated, path, 0, cause),
        _ => FlowFileErrors.Broken(
            isAtEnd ? FlowFileFault.Truncated : FlowFileFault.Malformed, path, 0,
            IsOfContent(cause) ? cause : new InvalidDataException("Its packed content makes no sense.", cause)),
    };

    // Errors of the libraries say what is wrong; what .NET says of an index out of range means nothing to a reader.
    private static bool IsOfContent(Exception cause) =>
        cause is IOException or InvalidDataException || cause.GetType().Namespace?.StartsWith("System") != true;
}
