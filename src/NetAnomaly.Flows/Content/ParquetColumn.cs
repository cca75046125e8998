using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace NetAnomaly.Flows.Content;

/// <summary>Reads one column of a group of rows of a Parquet file as texts.</summary>
internal static class ParquetColumn
{
    /// <summary>Whether a column has a type that a flow can hold.</summary>
    public static bool IsReadable(DataField field) => !field.IsArray && ReaderOf(field.ClrType) is not null;

    /// <summary>Reads the column: the text of each row, <see langword="null"/> where it has no value.</summary>
    public static Func<int, string?> Read(ParquetRowGroupReader rows, DataField field) =>
        ReaderOf(field.ClrType)!(rows, field);

    private static Func<ParquetRowGroupReader, DataField, Func<int, string?>>? ReaderOf(Type type) =>
        type == typeof(string) || type == typeof(ReadOnlyMemory<char>) ? Texts
        : type == typeof(int) ? Values<int>
        : type == typeof(long) ? Values<long>
        : type == typeof(short) ? Values<short>
        : type == typeof(sbyte) ? Values<sbyte>
        : type == typeof(byte) ? Values<byte>
        : type == typeof(ushort) ? Values<ushort>
        : type == typeof(uint) ? Values<uint>
        : type == typeof(ulong) ? Values<ulong>
        : type == typeof(float) ? Values<float>
        : type == typeof(double) ? Values<double>
        : type == typeof(decimal) ? Values<decimal>
        : type == typeof(bool) ? Values<bool>
        : type == typeof(DateTime) ? Values<DateTime>
        : null;

    // As ranges of what the column's pages hold: a text of its own for each row could be a long one a million times.
    private static Func<int, string?> Texts(ParquetRowGroupReader rows, DataField field)
    {
        var count = checked((int)rows.RowCount);
        var texts = new ReadOnlyMemory<char>[count];
        var levels = field.IsNullable ? new int[count] : null;
        Memory<int>? read = levels is null ? default(Memory<int>?) : new Memory<int>(levels);
        rows.ReadRawAsync(field, new Memory<ReadOnlyMemory<char>>(texts), read, null).AsTask().GetAwaiter().GetResult();
        if (levels is null) return row => texts[row].ToString();
        // Only rows that have a value have a text.
        var next = 0;
        for (var row = 0; row < count; row++) levels[row] = levels[row] < field.MaxDefinitionLevel ? -1 : next++;
        return row => levels[row] < 0 ? null : texts[levels[row]].ToString();
    }

    private static Func<int, string?> Values<T>(ParquetRowGroupReader rows, DataField field)
        where T : struct
    {
        var count = checked((int)rows.RowCount);
        if (!field.IsNullable)
        {
            var all = new T[count];
            rows.ReadAsync(field, new Memory<T>(all)).AsTask().GetAwaiter().GetResult();
            return row => Text(all[row]);
        }

        var some = new T?[count];
        rows.ReadAsync(field, new Memory<T?>(some)).AsTask().GetAwaiter().GetResult();
        return row => some[row] is { } value ? Text(value) : null;
    }

    private static string? Text<T>(T value) => value switch
    {
        DateTime time => DateTime.SpecifyKind(time, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
