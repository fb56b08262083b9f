/* The reference task R0d in C: what this hardware can do with the law that law.py writes out.

   A district of 4,032 people lives all its weeks while its 24 KB of state lie in the nearest cache. State is 6 bytes
   a person: score (16 bits), threshold (16 bits: chance of at least one point in a week of 65,536; its lowest bit is
   the group), weeks left on the list (8 bits), and a byte with the flag "another of the household is listed" (bit 0)
   and the number of false records (bits 1..7). A week has three passes:

   1. dense, everybody: one 32-bit hash decides whether anything happens to a person (16 bits), recovery (8 bits) and
      the household's points (8 bits); who has something is written to a list;
   2. sparse, those on it: acts and false records are one Poisson stream of the sum of their rates, so a point is a
      false record or one of the eight conducts by its share, and feedback thins those that cost points. Two points or
      more in one week go a slower way, which is exact too;
   3. scores held to 0..1300, and the list: those below its bound or still on it.

   AVX-512 where the compiler has it, plain C elsewhere or with the argument "plain"; both give the same bits, which
   the printed checksum shows.

   The shadow is the cheap form of law.py: an entry is wrongful if the score with its false records given back would not
   be below the bound.

   cc -O3 -march=native -ffp-contract=off -fopenmp r0d.c -o r0d -lm
   ./r0d wide|plain DISTRICTS WEEKS THREADS SEED      prints one line of JSON
*/
#define _GNU_SOURCE
#include <math.h>
#include <omp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#if defined(__AVX512VBMI2__) && defined(__AVX512BW__)
#include <immintrin.h>
#define WIDE 1
#endif

enum { SLOTS = 4096, PEOPLE = 4032, CONDUCTS = 8, START = 1000, BOUND = 800, TERM = 52, TOP = 1300 };
enum { LISTED_A, LISTED_B, ENTRIES, WRONGFUL, SCORES, ACTS, COUNTS };
static const double RATE[CONDUCTS] = {2e-2, 1e-2, 1e-2, 5e-3, 5e-3, 2e-3, 1e-3, 1e-4};
static const int32_t POINTS[CONDUCTS] = {-5, 3, -20, -30, 5, -40, -50, 1};
static const float FALSE_RATE[2] = {5e-4f, 1.5e-3f};
static const uint32_t SEEN[2] = {52429, 62259}; /* 0.80 and 0.95 of 65,536 */
#define GIVEN_BACK 20
#define TWO24 16777216.0f
static float SHARE[CONDUCTS];   /* of the conducts in the sum of their rates, cumulated */
static double FACTOR[SLOTS];    /* 4,096 equally likely propensities */
static double TOTAL_RATE;

static inline uint64_t splitmix(uint64_t z) {
    z += 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}
static inline uint32_t lane(uint32_t x, const uint32_t *k) {
    x += k[0]; x ^= x >> 16; x *= 0x21f0aaadU; x ^= x >> 15; x += k[1]; x *= 0xd35a2d97U; x ^= x >> 15;
    return x;
}
/* Two words for each of five streams of a (seed, district, week): dense, kind, fate, many, traits. */
typedef struct { uint32_t w[5][2]; } keys_t;
static inline keys_t keys(uint64_t seed, uint64_t district, uint64_t week) {
    keys_t k;
    uint64_t s = splitmix(splitmix(splitmix(seed) ^ (district << 20)) ^ ((week + 1) << 40));
    for (int i = 0; i < 5; i++) { uint64_t x = splitmix(s + i); k.w[i][0] = (uint32_t)x; k.w[i][1] = (uint32_t)(x >> 32); }
    return k;
}
typedef struct {
    int16_t score[SLOTS]; uint16_t threshold[SLOTS]; uint8_t left[SLOTS], flags[SLOTS];
} district_t;
typedef struct {
    uint16_t low[SLOTS + 64], who[SLOTS + 64], chance[SLOTS + 64], on[SLOTS + 64], moved[SLOTS + 64];
    int32_t by[SLOTS + 64];
} scratch_t;

/* The rate of a Poisson count from its chance p of being positive, -ln(1 - p), and its chance of two or more given
   one, by their series; p stays below 0.35, so that ten terms are exact to seven digits. */
#define TERMS 10
static float RATE_SERIES[TERMS], MANY_SERIES[TERMS];
static inline float series(const float *c, float p) {
    float s = c[TERMS - 1];
    for (int i = TERMS - 2; i >= 0; i--) s = s * p + c[i];
    return s * p;
}

static void prepare(void) {
    double sum = 0, run = 0;
    for (int k = 0; k < CONDUCTS; k++) TOTAL_RATE += RATE[k];
    for (int k = 0; k < CONDUCTS; k++) { run += RATE[k]; SHARE[k] = (float)(run / TOTAL_RATE); }
    for (int i = 0; i < TERMS; i++) { RATE_SERIES[i] = 1.0f / (i + 1); MANY_SERIES[i] = 1.0f / ((i + 1) * (i + 2)); }
    for (int i = 0; i < SLOTS; i++) { /* normal quantile by bisection: 4,096 of them, once */
        double goal = (i + 0.5) / SLOTS, low = -6, high = 6;
        for (int n = 0; n < 60; n++) { double z = (low + high) / 2; if (erfc(-z / sqrt(2)) / 2 < goal) low = z; else high = z; }
        double z = low < -2.5 ? -2.5 : low > 2.5 ? 2.5 : low;
        FACTOR[i] = exp(z); sum += FACTOR[i];
    }
    for (int i = 0; i < SLOTS; i++) FACTOR[i] *= SLOTS / sum;
}
static void threshold_tables(uint16_t table[2][SLOTS]) {
    for (int g = 0; g < 2; g++)
        for (int i = 0; i < SLOTS; i++) { /* the nearest value whose lowest bit is the group */
            double t = -65536 * expm1(-(FACTOR[i] * TOTAL_RATE + (g ? 1.5e-3 : 5e-4)));
            table[g][i] = (uint16_t)(2 * lrint((t - g) / 2) + g);
        }
}
static void settle(district_t *d, const keys_t *k, uint16_t table[2][SLOTS]) {
    for (uint32_t j = 0; j < PEOPLE; j++) {
        uint32_t m = lane(j, k->w[4]), g = (lane(SLOTS + j / 3, k->w[4]) >> 16) < 9830; /* 15 % of 65,536 households */
        d->threshold[j] = table[g][m & (SLOTS - 1)];
        d->score[j] = START;
        d->left[j] = d->flags[j] = 0;
    }
}
static inline void household(district_t *d, uint32_t j) {
    uint8_t *t = d->left + j - j % 3, *f = d->flags + j - j % 3;
    int a = t[0] > 0, b = t[1] > 0, c = t[2] > 0;
    f[0] = (f[0] & ~1) | (b | c); f[1] = (f[1] & ~1) | (a | c); f[2] = (f[2] & ~1) | (a | b);
}
static inline void enter_or_leave(district_t *d, uint32_t j, uint32_t *listed, int64_t *count) {
    uint32_t g = d->threshold[j] & 1; int s = d->score[j];
    if (d->left[j] > 1) { /* in its last week the score decides whether another term follows */
        if (--d->left[j] == 1 && s < BOUND) d->left[j] = TERM + 1;
        return;
    }
    if (d->left[j] == 1) { d->left[j] = 0; listed[g]--; }
    if (s < BOUND) {
        d->left[j] = TERM; listed[g]++; count[ENTRIES]++;
        if (s + GIVEN_BACK * (d->flags[j] >> 1) >= BOUND) count[WRONGFUL]++;
    }
    household(d, j);
}
static inline void note_false(district_t *d, uint32_t j) { if (d->flags[j] < 254) d->flags[j] += 2; }

/* One point of somebody: returns what it adds to the score; says whether it is an act or a false record. */
static inline int32_t fate(uint32_t kind, uint32_t luck, float rate, uint32_t g, uint32_t feedback, int *act, int *wrong) {
    float y = (float)(kind >> 8) * rate - FALSE_RATE[g] * TWO24, z = (rate - FALSE_RATE[g]) * TWO24;
    *wrong = y < 0; *act = 0;
    if (*wrong) return -GIVEN_BACK;
    int32_t worth = POINTS[0];
    for (int k = 0; k < CONDUCTS - 1; k++) worth = z * SHARE[k] <= y ? POINTS[k + 1] : worth;
    *act = worth > 0 || (luck & 0xffff) < feedback; /* let go is only what would cost points */
    return *act && (luck >> 16) < SEEN[g] ? worth : 0;
}
/* Two points or more in one week. */
static __attribute__((noinline)) void several(district_t *d, uint32_t j, float p, const keys_t *k, uint32_t feedback, int64_t *count) {
    uint32_t g = d->threshold[j] & 1, n = 2;
    float rate = series(RATE_SERIES, p), x = (float)(lane(j, k->w[3]) >> 8) / TWO24 * p * series(MANY_SERIES, p);
    float mass = (1 - p) * rate * rate / 2;
    while (x >= mass && n < 60) { x -= mass; n++; mass = mass * rate / n; }
    for (uint32_t i = 1; i <= n; i++) {
        int act, wrong;
        int32_t by = fate(lane(j + i * SLOTS, k->w[1]), lane(j + i * SLOTS, k->w[2]), rate, g, feedback, &act, &wrong);
        count[ACTS] += act;
        if (wrong) note_false(d, j);
        d->score[j] = (int16_t)(d->score[j] + by);
    }
}
static void sparse_plain(district_t *d, scratch_t *s, uint32_t n, const keys_t *k, uint32_t feedback, int64_t *count) {
    for (uint32_t i = 0; i < n; i++) {
        uint32_t j = s->who[i], kind = lane(j, k->w[1]), t = s->chance[i];
        float p = (float)t * (1.0f / 65536);
        if ((float)((uint32_t)s->low[i] * 256 + (kind & 255)) < series(MANY_SERIES, p) * (float)(t * 256)) { several(d, j, p, k, feedback, count); continue; }
        int act, wrong;
        int32_t by = fate(kind, lane(j, k->w[2]), series(RATE_SERIES, p), t & 1, feedback, &act, &wrong);
        count[ACTS] += act;
        if (wrong) note_false(d, j);
        d->score[j] = (int16_t)(d->score[j] + by);
    }
}
static void week_plain(district_t *d, scratch_t *s, const keys_t *k, uint32_t *listed, int64_t *count) {
    uint32_t feedback = 65536u - (19661u * (listed[0] + listed[1])) / PEOPLE, n = 0;
    for (uint32_t j = 0; j < PEOPLE; j++) {
        uint32_t w = lane(j, k->w[0]), high = w >> 16;
        int32_t v = d->score[j];
        v += (v < START) & ((high & 255) < 77);
        v -= 5 * ((d->flags[j] & 1) & (high < 6656)); /* 26/256 */
        d->score[j] = (int16_t)v;
        s->low[n] = (uint16_t)w; s->who[n] = (uint16_t)j; s->chance[n] = d->threshold[j];
        n += (w & 0xffff) < d->threshold[j];
    }
    sparse_plain(d, s, n, k, feedback, count);
    int64_t sum = 0;
    for (uint32_t j = 0; j < PEOPLE; j++) { int16_t v = d->score[j]; v = v < 0 ? 0 : v; d->score[j] = v = v > TOP ? TOP : v; sum += v; }
    for (uint32_t j = 0; j < PEOPLE; j++) if (d->score[j] < BOUND || d->left[j]) enter_or_leave(d, j, listed, count);
    count[SCORES] += sum;
}
#ifdef WIDE
#define S32(x) _mm512_set1_epi32((int)(x))
#define S16(x) _mm512_set1_epi16((short)(x))
#define F32(x) _mm512_set1_ps(x)
static inline __m512i wide_lane(__m512i x, const uint32_t *k) {
    x = _mm512_add_epi32(x, S32(k[0])); x = _mm512_xor_si512(x, _mm512_srli_epi32(x, 16)); x = _mm512_mullo_epi32(x, S32(0x21f0aaadU));
    x = _mm512_xor_si512(x, _mm512_srli_epi32(x, 15)); x = _mm512_add_epi32(x, S32(k[1])); x = _mm512_mullo_epi32(x, S32(0xd35a2d97U));
    return _mm512_xor_si512(x, _mm512_srli_epi32(x, 15));
}
static inline __m512 wide_series(const float *c, __m512 p) {
    __m512 s = F32(c[TERMS - 1]);
    for (int i = TERMS - 2; i >= 0; i--) s = _mm512_add_ps(_mm512_mul_ps(s, p), F32(c[i]));
    return _mm512_mul_ps(s, p);
}
static void week_wide(district_t *d, scratch_t *s, const keys_t *k, uint32_t *listed, int64_t *count) {
    uint32_t feedback = 65536u - (19661u * (listed[0] + listed[1])) / PEOPLE, n = 0, m = 0;
    const __m512i order = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    __m512i even, odd, order16;
    { uint16_t a[32], b[32], c[32]; for (int i = 0; i < 32; i++) { a[i] = 2 * i; b[i] = 2 * i + 1; c[i] = i; }
      even = _mm512_loadu_si512(a); odd = _mm512_loadu_si512(b); order16 = _mm512_loadu_si512(c); }
    for (uint32_t j = 0; j < PEOPLE; j += 32) {
        __m512i x = _mm512_add_epi32(order, S32(j));
        __m512i a = wide_lane(x, k->w[0]), b = wide_lane(_mm512_add_epi32(x, S32(16)), k->w[0]);
        __m512i low = _mm512_permutex2var_epi16(a, even, b), high = _mm512_permutex2var_epi16(a, odd, b);
        __m512i v = _mm512_load_si512(d->score + j), t = _mm512_load_si512(d->threshold + j);
        __m256i f = _mm256_load_si256((void *)(d->flags + j));
        __mmask32 hit = _mm512_cmplt_epu16_mask(low, t);
        __mmask32 up = _mm512_mask_cmplt_epu16_mask(_mm512_cmplt_epi16_mask(v, S16(START)), _mm512_and_si512(high, S16(255)), S16(77));
        __mmask32 kin = _mm512_mask_cmplt_epu16_mask(_mm256_test_epi8_mask(f, _mm256_set1_epi8(1)), high, S16(6656));
        v = _mm512_mask_add_epi16(v, up, v, S16(1));
        v = _mm512_mask_sub_epi16(v, kin, v, S16(5));
        _mm512_store_si512(d->score + j, v);
        _mm512_storeu_si512(s->low + n, _mm512_maskz_compress_epi16(hit, low));
        _mm512_storeu_si512(s->chance + n, _mm512_maskz_compress_epi16(hit, t));
        _mm512_storeu_si512(s->who + n, _mm512_maskz_compress_epi16(hit, _mm512_add_epi16(order16, S16(j))));
        n += (uint32_t)__builtin_popcount(hit);
    }
    for (uint32_t i = 0; i < n; i += 16) {
        __mmask16 live = n - i < 16 ? (__mmask16)((1u << (n - i)) - 1) : 0xffff;
        __m512i j = _mm512_cvtepu16_epi32(_mm256_loadu_si256((void *)(s->who + i)));
        __m512i low = _mm512_cvtepu16_epi32(_mm256_loadu_si256((void *)(s->low + i)));
        __m512i t = _mm512_cvtepu16_epi32(_mm256_loadu_si256((void *)(s->chance + i)));
        __m512i kind = wide_lane(j, k->w[1]), luck = wide_lane(j, k->w[2]);
        __m512 p = _mm512_mul_ps(_mm512_cvtepi32_ps(t), F32(1.0f / 65536)), rate = wide_series(RATE_SERIES, p);
        __m512 fine = _mm512_cvtepi32_ps(_mm512_or_si512(_mm512_slli_epi32(low, 8), _mm512_and_si512(kind, S32(255))));
        __mmask16 many = _mm512_mask_cmp_ps_mask(live, fine, _mm512_mul_ps(wide_series(MANY_SERIES, p), _mm512_cvtepi32_ps(_mm512_slli_epi32(t, 8))), _CMP_LT_OQ);
        __mmask16 one = live & ~many, b = _mm512_test_epi32_mask(t, S32(1));
        __m512 wrong_rate = _mm512_mask_blend_ps(b, F32(FALSE_RATE[0]), F32(FALSE_RATE[1]));
        __m512 y = _mm512_sub_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_srli_epi32(kind, 8)), rate), _mm512_mul_ps(wrong_rate, F32(TWO24)));
        __m512 z = _mm512_mul_ps(_mm512_sub_ps(rate, wrong_rate), F32(TWO24));
        __mmask16 wrong = _mm512_mask_cmp_ps_mask(one, y, _mm512_setzero_ps(), _CMP_LT_OQ);
        __m512i worth = S32(POINTS[0]);
        for (int c = 0; c < CONDUCTS - 1; c++)
            worth = _mm512_mask_mov_epi32(worth, _mm512_cmp_ps_mask(_mm512_mul_ps(z, F32(SHARE[c])), y, _CMP_LE_OQ), S32(POINTS[c + 1]));
        __mmask16 kept = _mm512_cmpgt_epi32_mask(worth, _mm512_setzero_si512()) | _mm512_cmplt_epu32_mask(_mm512_and_si512(luck, S32(0xffff)), S32(feedback));
        __mmask16 act = one & ~wrong & kept;
        __mmask16 seen = _mm512_mask_cmplt_epu32_mask(act, _mm512_srli_epi32(luck, 16), _mm512_mask_blend_epi32(b, S32(SEEN[0]), S32(SEEN[1])));
        worth = _mm512_mask_mov_epi32(worth, wrong, S32(-GIVEN_BACK));
        count[ACTS] += __builtin_popcount(act);
        __mmask16 moves = seen | wrong;
        _mm512_storeu_si512(s->by + m, _mm512_maskz_compress_epi32(moves, worth));
        _mm256_storeu_si256((void *)(s->moved + m), _mm512_cvtepi32_epi16(_mm512_maskz_compress_epi32(moves, j)));
        m += (uint32_t)__builtin_popcount(moves);
        for (uint32_t w = wrong; w; w &= w - 1) note_false(d, s->who[i + (uint32_t)__builtin_ctz(w)]);
        for (uint32_t w = many; w; w &= w - 1) {
            uint32_t at = i + (uint32_t)__builtin_ctz(w);
            several(d, s->who[at], (float)s->chance[at] * (1.0f / 65536), k, feedback, count);
        }
    }
    for (uint32_t i = 0; i < m; i++) d->score[s->moved[i]] = (int16_t)(d->score[s->moved[i]] + s->by[i]);
    __m512i sum = _mm512_setzero_si512();
    m = 0;
    const __m512i none = _mm512_setzero_si512(), top = S16(TOP);
    for (uint32_t j = 0; j < PEOPLE; j += 64) {
        __m512i a = _mm512_load_si512(d->score + j), b = _mm512_load_si512(d->score + j + 32), t = _mm512_load_si512(d->left + j);
        a = _mm512_min_epi16(_mm512_max_epi16(a, none), top); b = _mm512_min_epi16(_mm512_max_epi16(b, none), top);
        _mm512_store_si512(d->score + j, a); _mm512_store_si512(d->score + j + 32, b);
        uint64_t on = _mm512_test_epi8_mask(t, t) | (uint64_t)_mm512_cmplt_epi16_mask(a, S16(BOUND)) | ((uint64_t)_mm512_cmplt_epi16_mask(b, S16(BOUND)) << 32);
        sum = _mm512_add_epi32(sum, _mm512_add_epi32(_mm512_madd_epi16(a, S16(1)), _mm512_madd_epi16(b, S16(1))));
        for (; on; on &= on - 1) s->on[m++] = (uint16_t)(j + (uint32_t)__builtin_ctzll(on));
    }
    for (uint32_t i = 0; i < m; i++) enter_or_leave(d, s->on[i], listed, count);
    count[SCORES] += _mm512_reduce_add_epi32(sum);
}
#else
#define week_wide week_plain
#endif
static double seconds(clockid_t clock) { struct timespec t; clock_gettime(clock, &t); return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec; }

static long peak(void) { /* bytes; getrusage may tell the parent's */
    char line[256]; long kib = 0; FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f)) if (sscanf(line, "VmHWM: %ld", &kib) == 1) break;
    if (f) { fclose(f); return kib * 1024; }
    struct rusage use; getrusage(RUSAGE_SELF, &use); return use.ru_maxrss * 1024;
}

int main(int argc, char **argv) {
    if (argc != 6) { fprintf(stderr, "use: r0d wide|plain DISTRICTS WEEKS THREADS SEED\n"); return 2; }
    int plain = !strcmp(argv[1], "plain");
    long districts = atol(argv[2]), weeks = atol(argv[3]); int threads = atoi(argv[4]); uint64_t seed = strtoull(argv[5], 0, 10);
    uint16_t table[2][SLOTS];
    prepare(); threshold_tables(table); /* the same for any number of people, so not in what is timed */
    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    omp_set_num_threads(threads);
    int64_t all[COUNTS] = {0}; uint64_t checksum = 0;
    double q[3] = {0}, mean[3] = {0}; /* sums over districts of listed share, mean score, acts; and of their squares */
    #pragma omp parallel
    {
        district_t *d = aligned_alloc(64, (sizeof *d + 63) / 64 * 64); scratch_t *s = aligned_alloc(64, (sizeof *s + 63) / 64 * 64);
        int64_t mine[COUNTS] = {0}; double a[3] = {0}, b[3] = {0}; uint64_t sum = 0;
        #pragma omp for schedule(dynamic, 4)
        for (long n = 0; n < districts; n++) {
            keys_t k = keys(seed, (uint64_t)n, 0);
            settle(d, &k, table);
            uint32_t listed[2] = {0, 0}; int64_t count[COUNTS] = {0};
            for (long w = 0; w < weeks; w++) {
                k = keys(seed, (uint64_t)n, (uint64_t)w + 1);
                count[SCORES] = 0; /* kept: the last week's */
                (plain ? week_plain : week_wide)(d, s, &k, listed, count);
            }
            count[LISTED_A] = listed[0]; count[LISTED_B] = listed[1];
            for (int c = 0; c < COUNTS; c++) mine[c] += count[c];
            double x[3] = {(double)(listed[0] + listed[1]) / PEOPLE, (double)count[SCORES] / PEOPLE, (double)count[ACTS] / PEOPLE / (double)weeks};
            for (int i = 0; i < 3; i++) { double y = x[i] - (i == 1 ? START : 0); a[i] += y; b[i] += y * y; }
            for (int c = 0; c < COUNTS; c++) sum += splitmix((uint64_t)count[c] ^ ((uint64_t)n << 40) ^ ((uint64_t)c << 60));
        }
        #pragma omp critical
        { for (int c = 0; c < COUNTS; c++) all[c] += mine[c]; for (int i = 0; i < 3; i++) { mean[i] += a[i]; q[i] += b[i]; } checksum += sum; }
        free(d); free(s);
    }
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu; wall = seconds(CLOCK_MONOTONIC) - wall;
    double people = (double)districts * PEOPLE, sd[3];
    for (int i = 0; i < 3; i++) { double e = mean[i] / (double)districts; sd[i] = districts > 1 ? sqrt((q[i] / (double)districts - e * e) * (double)districts / (double)(districts - 1)) : 0; }
    printf("{\"name\": \"C%s\", \"version\": \"%s\", \"people\": %.0f, \"weeks\": %ld, \"threads\": %d, \"seed\": %llu, \"cpu_s\": %.6f, \"wall_s\": %.6f, \"rss_bytes\": %ld, "
           "\"listed_share\": %.9g, \"mean_score\": %.9g, \"acts_per_person_week\": %.9g, \"wrongful_share\": %.9g, \"entries\": %lld, "
           "\"district_sd\": {\"listed_share\": %.9g, \"mean_score\": %.9g, \"acts_per_person_week\": %.9g}, \"checksum\": \"%016llx\"}\n",
           plain ? ", plain" : "", __VERSION__, people, weeks, threads, (unsigned long long)seed, cpu, wall, peak(),
           (double)(all[LISTED_A] + all[LISTED_B]) / people, (double)all[SCORES] / people, (double)all[ACTS] / people / (double)weeks,
           all[ENTRIES] ? (double)all[WRONGFUL] / (double)all[ENTRIES] : 0.0, (long long)all[ENTRIES], sd[0], sd[1], sd[2], (unsigned long long)checksum);
    return 0;
}
