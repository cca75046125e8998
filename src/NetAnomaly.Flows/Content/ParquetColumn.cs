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

    private static Func<int, string?> Texts(ParquetRowGroupReader rows, DataField field)
    {
        var texts = new string?[checked((int)rows.RowCount)];
        rows.ReadAsync(field, new Memory<string?>(texts)).AsTask().GetAwaiter().GetResult();
        return row => texts[row];
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
