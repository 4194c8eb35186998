/* A histogram of durations with a bounded relative error, after the idea of HdrHistogram: for every power of two
   as many equal steps, here 128, so a value is off by less than 0.8 %. Unit: microseconds. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H
#include <stdint.h>

enum { HISTOGRAM_STEP_BITS = 7, HISTOGRAM_STEPS = 1 << HISTOGRAM_STEP_BITS, HISTOGRAM_POWERS = 34 };

struct histogram {
  uint64_t counts[HISTOGRAM_POWERS * HISTOGRAM_STEPS];
  uint64_t count, max;
};

void histogram_add(struct histogram *histogram, uint64_t value);
void histogram_merge(struct histogram *into, const struct histogram *from);
/* The value that a share (0 to 1) of all do not exceed; 0 if there is none. */
uint64_t histogram_at(const struct histogram *histogram, double share);
#endif
