using System.Runtime.CompilerServices;

// The arithmetic that makes samples portable is no part of the API, and is tested all the same.
[assembly: InternalsVisibleTo("NetAnomaly.Core.Tests")]
