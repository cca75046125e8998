namespace NetAnomaly.Tensors.Kernels;

/// <summary>A matrix in memory: element (i, j) lies at i·<see cref="RowStep"/> + j·<see cref="ColumnStep"/>.</summary>
internal readonly unsafe struct StridedMatrix(float* start, nint rowStep, nint columnStep)
{
    public float* Start { get; } = start;

    public nint RowStep { get; } = rowStep;

    public nint ColumnStep { get; } = columnStep;

    public float* At(nint row, nint column) => Start + (row * RowStep) + (column * ColumnStep);

    public StridedMatrix From(nint row, nint column) => new(At(row, column), RowStep, ColumnStep);
}

/// <summary>
/// One matrix product: C (m × n, rows <see cref="CStep"/> apart) = S + A (m × k) · B (k × n). S lies at
/// <see cref="Start"/> with its rows <see cref="StartStep"/> apart; it may be C itself, one row for all (step 0), or,
/// where the start is null, zero. Where <see cref="Rectified"/> is set, negative elements of C become zero.
/// </summary>
internal readonly unsafe struct ProductShape(
    int m, int n, int k, StridedMatrix a, StridedMatrix b, float* start, nint startStep, float* c, nint cStep,
    bool rectified = false)
{
    public int M { get; } = m;

    public int N { get; } = n;

    public int K { get; } = k;

    public StridedMatrix A { get; } = a;

    public StridedMatrix B { get; } = b;

    public float* Start { get; } = start;

    public nint StartStep { get; } = startStep;

    public float* C { get; } = c;

    public nint CStep { get; } = cStep;

    public bool Rectified { get; } = rectified;

    /// <summary>The product that gives the rows and columns of C from the starts up to but without the ends.</summary>
    public ProductShape Part(int firstRow, int endRow, int firstColumn, int endColumn) => new(
        endRow - firstRow, endColumn - firstColumn, K,
        A.From(firstRow, 0), B.From(0, firstColumn),
        Start == null ? null : Start + (firstRow * StartStep) + firstColumn, StartStep,
        C + (firstRow * CStep) + firstColumn, CStep, Rectified);
}
