// Random words of Philox4x32-10: word i of the stream is word i % 4 of the block with counter (first + i / 4, 0) and the seed as key.

// Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3 (2011).
uint4 block(const ulong counter, const ulong seed)
{
    uint4 c = (uint4)((uint) counter, (uint) (counter >> 32), 0, 0);
    uint2 key = (uint2)((uint) seed, (uint) (seed >> 32));
    for (int round = 0; round < 10; round++) {
        const uint high0 = mul_hi(0xD2511F53u, c.x), low0 = 0xD2511F53u * c.x;
        const uint high1 = mul_hi(0xCD9E8D57u, c.z), low1 = 0xCD9E8D57u * c.z;
        c = (uint4)(high1 ^ c.y ^ key.x, low1, high0 ^ c.w ^ key.y, low0);
        key += (uint2)(0x9E3779B9u, 0xBB67AE85u);
    }
    return c;
}

// An item makes a block; of the last one the first `n % 4` words may be all that is wanted.
__kernel void philox(const long n, const long seed, const long first, __global uint *p, const long start)
{
    const long item = get_global_id(0);
    if (item * 4 >= n) return;
    const uint4 words = block(first + item, seed);
    __global uint *out = p + start + item * 4;
    if (item * 4 + 4 <= n) {
        vstore4(words, 0, out);
        return;
    }
    uint parts[4];
    vstore4(words, 0, parts);
    for (int l = 0; item * 4 + l < n; l++)
        out[l] = parts[l];
}
