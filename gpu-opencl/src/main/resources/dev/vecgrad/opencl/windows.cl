// Convolutions and the greatest elements of windows. Before this text stands REAL, float or double, and WIDE, in which sums of blocks add.
//
// Images are [n, channels, height, width], weights [outs, channels of a group, rows, columns], results [n, outs, down, across], all row-major.
// Element (y, x) of a result sees element (i, j) of the weight at row y * STRIDE_Y - PADDING_Y + i * DILATION_Y of the image.

#define GRID const int strideY, const int paddingY, const int dilationY, const int strideX, const int paddingX, const int dilationX
#define SIZES const int n, const int channels, const int height, const int width, const int outs, const int depth, \
              const int rows, const int columns, const int down, const int across

// What an image has there: outside of it, zero.
REAL inside(__global const REAL *plane, const int y, const int x, const int height, const int width)
{
    return y >= 0 && y < height && x >= 0 && x < width ? plane[(long) y * width + x] : 0;
}

// A work item for each element of the result: a chain over channels, rows and columns, and then the bias.
__kernel void forward(GRID, SIZES, const int hasBias, __global const REAL *image0, const long image1,
                      __global const REAL *weight0, const long weight1, __global const REAL *bias0, const long bias1,
                      __global REAL *result0, const long result1)
{
    const long item = get_global_id(0);
    if (item >= (long) n * outs * down * across) return;
    const int x = item % across, y = item / across % down, o = item / ((long) across * down) % outs;
    const int batch = item / ((long) across * down * outs);
    const int first = o / (outs / (channels / depth)) * depth;
    __global const REAL *weight = weight0 + weight1 + (long) o * depth * rows * columns;
    REAL sum = 0;
    for (int c = 0; c < depth; c++) {
        __global const REAL *plane = image0 + image1 + ((long) batch * channels + first + c) * height * width;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                sum = fma(*weight++, inside(plane, y * strideY - paddingY + i * dilationY,
                                            x * strideX - paddingX + j * dilationX, height, width), sum);
    }
    (result0 + result1)[item] = hasBias ? sum + (bias0 + bias1)[o] : sum;
}

// A work item for each element of the image: a chain over the results that see it.
__kernel void transposed(GRID, SIZES, const int hasBias, __global const REAL *result0, const long result1,
                         __global const REAL *weight0, const long weight1, __global const REAL *bias0,
                         const long bias1, __global REAL *image0, const long image1)
{
    const long item = get_global_id(0);
    if (item >= (long) n * channels * height * width) return;
    const int x = item % width, y = item / width % height, c = item / ((long) width * height) % channels;
    const int batch = item / ((long) width * height * channels);
    const int share = outs / (channels / depth), first = c / depth * share;
    REAL sum = 0;
    for (int o = first; o < first + share; o++) {
        __global const REAL *weight = weight0 + weight1 + ((long) o * depth + c % depth) * rows * columns;
        __global const REAL *plane = result0 + result1 + ((long) batch * outs + o) * down * across;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) {
                const int v = y + paddingY - i * dilationY, h = x + paddingX - j * dilationX;
                if (v % strideY == 0 && h % strideX == 0)
                    sum = fma(weight[i * columns + j], inside(plane, v / strideY, h / strideX, down, across), sum);
            }
    }
    (image0 + image1)[item] = hasBias ? sum + (bias0 + bias1)[c] : sum;
}

#ifdef WIDE
// A work item for each element of the weight: chains over blocks of rows of results, whose sums add in parts.
__kernel void ofWeight(GRID, SIZES, const int blockRows, const int perImage, const int blocks, const int parts,
                       __global const REAL *image0, const long image1, __global const REAL *result0,
                       const long result1, __global REAL *weight0, const long weight1)
{
    const long item = get_global_id(0);
    if (item >= (long) outs * depth * rows * columns) return;
    const int j = item % columns, i = item / columns % rows, c = item / ((long) columns * rows) % depth;
    const int o = item / ((long) columns * rows * depth);
    const int channel = o / (outs / (channels / depth)) * depth + c;
    WIDE total = 0;
    for (int part = 0; part < parts; part++) {
        WIDE some = 0;
        for (int b = (long) part * blocks / parts; b < (long) (part + 1) * blocks / parts; b++) {
            const int batch = b / perImage, begin = b % perImage * blockRows, end = min(down, begin + blockRows);
            __global const REAL *plane = image0 + image1 + ((long) batch * channels + channel) * height * width;
            __global const REAL *result = result0 + result1 + ((long) batch * outs + o) * down * across;
            REAL sum = 0;
            for (int y = begin; y < end; y++)
                for (int x = 0; x < across; x++)
                    sum = fma(inside(plane, y * strideY - paddingY + i * dilationY,
                                     x * strideX - paddingX + j * dilationX, height, width),
                              result[(long) y * across + x], sum);
            some += sum;
        }
        total += some;
    }
    (weight0 + weight1)[item] = (REAL) total;
}
#endif

// A work item for each window: its first greatest element, or its last NaN, and the number of it in the plane.
__kernel void maxPool(GRID, const int planes, const int height, const int width, const int rows, const int columns,
                      const int down, const int across, __global const REAL *plane0, const long plane1,
                      __global REAL *value0, const long value1, __global long *number0, const long number1)
{
    const long item = get_global_id(0);
    if (item >= (long) planes * down * across) return;
    const int left = item % across, top = item / across % down;
    __global const REAL *plane = plane0 + plane1 + item / ((long) across * down) * height * width;
    REAL greatest = -INFINITY;
    long number = -1;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++) {
            const int y = top * strideY - paddingY + i * dilationY, x = left * strideX - paddingX + j * dilationX;
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            const REAL element = plane[(long) y * width + x];
            if (number < 0 || element > greatest || element != element) {
                greatest = element;
                number = (long) y * width + x;
            }
        }
    (value0 + value1)[item] = greatest;
    (number0 + number1)[item] = number;
}
