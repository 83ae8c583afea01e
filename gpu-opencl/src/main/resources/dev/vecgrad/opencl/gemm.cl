// Row-major products c = alpha op(a) b + beta c, one for each index of dim 2. Before this text stand: REAL, float or double; W, elements of
// a vector; ROWS, rows of an item; TRANSPOSED_A and TRANSPOSED_B, whether the matrices are stored so, 0 or 1; LOCAL_TILES, whether groups have memory of their own.
//
// Loops over an item's rows are unrolled by name: PoCL's compiler else keeps the sums in memory, which takes three times as long.

#define JOINED_(a, b) a##b
#define JOINED(a, b) JOINED_(a, b)
#define VECTOR JOINED(REAL, W)
#define LOAD JOINED(vload, W)
#define STORE JOINED(vstore, W)

#define ELEMENT_OF_A(i, k) a[TRANSPOSED_A ? (long) (k) * lda + (i) : (long) (i) * lda + (k)]
#define ELEMENT_OF_B(k, j) b[TRANSPOSED_B ? (long) (j) * ldb + (k) : (long) (k) * ldb + (j)]

// Writes a vector of products to columns from `column` on, of which there are n.
void put(__global REAL *row, const VECTOR sums, const int column, const int n, const REAL alpha, const REAL beta)
{
    REAL parts[W];
    STORE(alpha * sums, 0, parts);
    const int count = min(W, n - column);
    for (int l = 0; l < count; l++)
        row[column + l] = beta == 0 ? parts[l] : fma(beta, row[column + l], parts[l]);
}

#if !LOCAL_TILES

#define COLUMNS (2 * W)

// b in panels of COLUMNS columns, one after the other, each in row-major order: a product reads a panel from its first to its last element.
// What a last panel lacks of columns is zero. Dim 0 is a row of a panel, rows of one panel being neighbours.
__kernel void pack(const int n, const int k, __global const REAL *b0, const long b1, const long ldb, const long strideB,
                   __global REAL *packed)
{
    const long item = get_global_id(0);
    const int panels = (n + COLUMNS - 1) / COLUMNS;
    if (item >= (long) k * panels) return;
    const int row = item % k, column = item / k * COLUMNS;
    __global const REAL *b = b0 + b1 + get_global_id(1) * strideB;
    __global REAL *to = packed + (get_global_id(1) * k * panels + item) * COLUMNS;
    if (!TRANSPOSED_B && column + COLUMNS <= n) {
        STORE(LOAD(0, b + row * ldb + column), 0, to);
        STORE(LOAD(1, b + row * ldb + column), 1, to);
    } else {
        for (int l = 0; l < COLUMNS; l++)
            to[l] = column + l < n ? ELEMENT_OF_B(row, column + l) : 0;
    }
}

// A block of ROWS x 2 vectors in registers; b is such that whole vectors can be read, and its panels are `panel` elements apart. Groups with
// neighbouring rows run one after the other, and find their panel of b in the cache.
__kernel void gemm(const int m, const int n, const int k, const REAL alpha, __global const REAL *a0, const long a1,
                   const long lda, const long strideA, __global const REAL *b0, const long b1, const long ldb,
                   const long strideB, const long panel, const REAL beta, __global REAL *c0, const long c1,
                   const long ldc, const long strideC)
{
    const int column = get_global_id(1) * COLUMNS, row = get_global_id(0) * ROWS;
    __global const REAL *a = a0 + a1 + get_global_id(2) * strideA;
    __global const REAL *b = b0 + b1 + get_global_id(2) * strideB + get_global_id(1) * panel;
    __global REAL *c = c0 + c1 + get_global_id(2) * strideC;
    VECTOR left[ROWS], right[ROWS];
    long start[ROWS];
    #pragma unroll
    for (int i = 0; i < ROWS; i++) {
        left[i] = right[i] = (VECTOR)(0);
        start[i] = (long) min(row + i, m - 1) * (TRANSPOSED_A ? 1 : lda);
    }
    for (int t = 0; t < k; t++) {
        const VECTOR b_left = LOAD(0, b + t * ldb), b_right = LOAD(1, b + t * ldb);
        #pragma unroll
        for (int i = 0; i < ROWS; i++) {
            const VECTOR factor = (VECTOR)(a[start[i] + t * (TRANSPOSED_A ? lda : 1)]);
            left[i] += factor * b_left;
            right[i] += factor * b_right;
        }
    }
    #pragma unroll
    for (int i = 0; i < ROWS; i++) {
        if (row + i < m) {
            put(c + (row + i) * ldc, left[i], column, n, alpha, beta);
            put(c + (row + i) * ldc, right[i], column + W, n, alpha, beta);
        }
    }
}

#else

// Groups of 8 x 8 items share tiles of a and b; an item has ROWS rows of 2 vectors.
#define SIDE 8
#define DEPTH 16
#define TILE_ROWS (SIDE * ROWS)
#define TILE_COLUMNS (SIDE * 2 * W)
__kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1)))
void gemm(const int m, const int n, const int k, const REAL alpha, __global const REAL *a0, const long a1,
          const long lda, const long strideA, __global const REAL *b0, const long b1, const long ldb,
          const long strideB, const REAL beta, __global REAL *c0, const long c1, const long ldc, const long strideC)
{
    __local REAL tile_a[DEPTH][TILE_ROWS];
    __local REAL tile_b[DEPTH][TILE_COLUMNS];
    const int x = get_local_id(0), y = get_local_id(1), item = y * SIDE + x;
    const int first_column = get_group_id(0) * TILE_COLUMNS, first_row = get_group_id(1) * TILE_ROWS;
    __global const REAL *a = a0 + a1 + get_global_id(2) * strideA;
    __global const REAL *b = b0 + b1 + get_global_id(2) * strideB;
    __global REAL *c = c0 + c1 + get_global_id(2) * strideC;
    VECTOR left[ROWS], right[ROWS];
    #pragma unroll
    for (int i = 0; i < ROWS; i++)
        left[i] = right[i] = (VECTOR)(0);
    for (int t = 0; t < k; t += DEPTH) {
        // Neighbouring items read neighbouring elements, whichever way a matrix is stored.
        for (int q = item; q < DEPTH * TILE_ROWS; q += SIDE * SIDE) {
            const int d = TRANSPOSED_A ? q / TILE_ROWS : q % DEPTH, i = TRANSPOSED_A ? q % TILE_ROWS : q / DEPTH;
            tile_a[d][i] = first_row + i < m && t + d < k ? ELEMENT_OF_A(first_row + i, t + d) : 0;
        }
        for (int q = item; q < DEPTH * TILE_COLUMNS; q += SIDE * SIDE) {
            const int d = TRANSPOSED_B ? q % DEPTH : q / TILE_COLUMNS, j = TRANSPOSED_B ? q / DEPTH : q % TILE_COLUMNS;
            tile_b[d][j] = first_column + j < n && t + d < k ? ELEMENT_OF_B(t + d, first_column + j) : 0;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int d = 0; d < DEPTH; d++) {
            const VECTOR b_left = LOAD(x, tile_b[d]), b_right = LOAD(SIDE + x, tile_b[d]);
            #pragma unroll
            for (int i = 0; i < ROWS; i++) {
                const VECTOR factor = (VECTOR)(tile_a[d][y * ROWS + i]);
                left[i] += factor * b_left;
                right[i] += factor * b_right;
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    #pragma unroll
    for (int i = 0; i < ROWS; i++) {
        const int row = first_row + y * ROWS + i;
        if (row < m) {
            put(c + row * ldc, left[i], first_column + x * W, n, alpha, beta);
            put(c + row * ldc, right[i], first_column + (SIDE + x) * W, n, alpha, beta);
        }
    }
}

#endif
