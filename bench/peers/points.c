/* Drawing and thinning the possible points of acts, alone, in C: the same law as demerit's engine/conduct/acts.py, the
   same bits as its twin points.py, nothing else.

   For each conduct, district and week a keyed Poisson count of possible points at the ceiling; one SplitMix64 hash a
   point gives slot (lowest 12 bits) and mark (highest 30 bits); a point becomes an act if its mark lies under the
   propensity of who has the slot. Acts are written to a list, as something that goes on to rule on them would read it.

   cc -O3 -march=native -ffp-contract=off -fopenmp points.c -o points -lm
   ./points wide|plain TABLES DISTRICTS WEEKS THREADS SEED      TABLES as points.py writes them
*/
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#if defined(__AVX512DQ__) && defined(__AVX512BW__)
#include <immintrin.h>
#define WIDE 1
#endif
enum { SLOTS = 4096, MOST = 1 << 16 };
static const uint64_t GOLDEN = 0x9E3779B97F4A7C15ull, MUL1 = 0xBF58476D1CE4E5B9ull, MUL2 = 0x94D049BB133111EBull;

static inline uint64_t mix(uint64_t z) { z = (z ^ (z >> 30)) * MUL1; z = (z ^ (z >> 27)) * MUL2; return z ^ (z >> 31); }
static inline uint64_t lane(uint64_t key, uint64_t j) { return mix(key + GOLDEN * (j + 1)); }
static inline uint64_t turn(uint64_t b, int n) { return (b << n) | (b >> (64 - n)); }
static uint64_t threefry(uint64_t k0, uint64_t k1, uint64_t a, uint64_t b) { /* first word of Threefry-2x64-20 */
    static const int R[2][4] = {{16, 42, 12, 31}, {16, 32, 24, 21}};
    uint64_t k[3] = {k0, k1, k0 ^ k1 ^ 0x1BD11BDAA9FC1A22ull};
    a += k0; b += k1;
    for (int s = 1; s <= 5; s++) {
        for (int i = 0; i < 4; i++) { a += b; b = turn(b, R[(s - 1) % 2][i]) ^ a; }
        a += k[s % 3]; b += k[(s + 1) % 3] + (uint64_t)s;
    }
    return a;
}
static int64_t conducts, *point, *start, *guide, *share; /* share: of 4,096 classes, rate over ceiling, Q30 */
static uint64_t *cumulative, traits;

static inline int64_t poisson(uint64_t h, int64_t row) {
    int64_t last = start[row + 1] - 1, i = start[row] + guide[row * 256 + (int64_t)(h >> 56)];
    while (i < last && h >= cumulative[i]) i++;
    return i - start[row];
}
static int64_t thin_plain(uint64_t key, int64_t n, const int32_t *under, uint64_t *acts) {
    static _Thread_local uint64_t drawn[MOST];
    int64_t m = 0;
    for (int64_t j = 0; j < n; j++) drawn[j] = lane(key, (uint64_t)j + 1);
    for (int64_t j = 0; j < n; j++) { acts[m] = drawn[j]; m += (int32_t)(drawn[j] >> 34) < under[drawn[j] & (SLOTS - 1)]; }
    return m;
}
#ifdef WIDE
static int64_t thin_wide(uint64_t key, int64_t n, const int32_t *under, uint64_t *acts) {
    int64_t m = 0;
    const __m512i order = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0), golden = _mm512_set1_epi64((long long)GOLDEN);
    for (int64_t j = 0; j < n; j += 8) {
        __m512i z = _mm512_add_epi64(_mm512_set1_epi64((long long)(key + GOLDEN * (uint64_t)(j + 2))), _mm512_mullo_epi64(order, golden));
        z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 30)), _mm512_set1_epi64((long long)MUL1));
        z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 27)), _mm512_set1_epi64((long long)MUL2));
        z = _mm512_xor_si512(z, _mm512_srli_epi64(z, 31));
        __m256i below = _mm512_i64gather_epi32(_mm512_and_si512(z, _mm512_set1_epi64(SLOTS - 1)), under, 4);
        __mmask8 live = n - j < 8 ? (__mmask8)((1u << (n - j)) - 1) : 0xff;
        __mmask8 act = _mm256_mask_cmplt_epi32_mask(live, _mm512_cvtepi64_epi32(_mm512_srli_epi64(z, 34)), below);
        _mm512_storeu_si512(acts + m, _mm512_maskz_compress_epi64(act, z));
        m += __builtin_popcount(act);
    }
    return m;
}
#else
#define thin_wide thin_plain
#endif
static void *part(FILE *f, int64_t n) {
    void *p = malloc((size_t)n * 8 + 8);
    if (!p || fread(p, 8, (size_t)n, f) != (size_t)n) { fprintf(stderr, "the tables are cut short\n"); exit(1); }
    return p;
}
static double seconds(clockid_t clock) { struct timespec t; clock_gettime(clock, &t); return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec; }

static long peak(void) { /* bytes; getrusage may tell the parent's */
    char line[256]; long kib = 0; FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f)) if (sscanf(line, "VmHWM: %ld", &kib) == 1) break;
    if (f) { fclose(f); return kib * 1024; }
    struct rusage use; getrusage(RUSAGE_SELF, &use); return use.ru_maxrss * 1024;
}

int main(int argc, char **argv) {
    if (argc != 7) { fprintf(stderr, "use: points wide|plain TABLES DISTRICTS WEEKS THREADS SEED\n"); return 2; }
    int wide = !strcmp(argv[1], "wide");
    FILE *f = fopen(argv[2], "rb");
    if (!f) { fprintf(stderr, "%s cannot be read\n", argv[2]); return 2; }
    int64_t *head = part(f, 3); /* conducts, length of `cumulative`, decision point of people's propensities */
    conducts = head[0]; traits = (uint64_t)head[2];
    point = part(f, conducts); start = part(f, conducts + 1); cumulative = part(f, head[1]); guide = part(f, conducts * 256); share = part(f, SLOTS);
    fclose(f);
    long districts = atol(argv[3]), weeks = atol(argv[4]); int threads = atoi(argv[5]); uint64_t seed = strtoull(argv[6], 0, 10);
    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    int64_t points = 0, done = 0; uint64_t checksum = 0;
    #pragma omp parallel for num_threads(threads) schedule(dynamic, 4) reduction(+:points, done, checksum)
    for (long d = 0; d < districts; d++) {
        int32_t under[SLOTS]; static _Thread_local uint64_t acts[MOST + 8];
        uint64_t k = threefry(seed, traits, 0, (uint64_t)d);
        for (uint64_t i = 0; i < SLOTS; i++) under[i] = (int32_t)share[lane(k, i) & (SLOTS - 1)];
        for (long w = 0; w < weeks; w++) {
            int64_t m = 0;
            for (int64_t c = 0; c < conducts; c++) {
                k = threefry(seed, (uint64_t)point[c], (uint64_t)w, (uint64_t)d);
                int64_t n = poisson(lane(k, 0), c);
                points += n;
                m += (wide ? thin_wide : thin_plain)(k, n, under, acts + m);
            }
            done += m;
            for (int64_t i = 0; i < m; i++) checksum += acts[i];
        }
    }
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu; wall = seconds(CLOCK_MONOTONIC) - wall;
    printf("{\"name\": \"points in C%s\", \"version\": \"%s\", \"people\": %ld, \"weeks\": %ld, \"threads\": %d, \"seed\": %llu, \"cpu_s\": %.6f, \"wall_s\": %.6f, "
           "\"rss_bytes\": %ld, \"points\": %lld, \"acts\": %lld, \"checksum\": \"%016llx\"}\n", wide ? ", wide" : "", __VERSION__, districts * SLOTS, weeks, threads,
           (unsigned long long)seed, cpu, wall, peak(), (long long)points, (long long)done, (unsigned long long)checksum);
    return 0;
}
