#include "histogram.h"

static const uint64_t LARGEST = (1ull << (HISTOGRAM_POWERS + HISTOGRAM_STEP_BITS - 1)) - 1;

static unsigned slot_of(uint64_t value) {
  if (value < HISTOGRAM_STEPS) return (unsigned)value;
  unsigned shift = 63u - (unsigned)__builtin_clzll(value) - HISTOGRAM_STEP_BITS;
  return (shift + 1) * HISTOGRAM_STEPS + (unsigned)(value >> shift) - HISTOGRAM_STEPS;
}

static uint64_t middle_of(unsigned slot) {
  if (slot < HISTOGRAM_STEPS) return slot;
  unsigned shift = slot / HISTOGRAM_STEPS - 1;
  return ((uint64_t)(slot % HISTOGRAM_STEPS + HISTOGRAM_STEPS) << shift) + (1ull << shift) / 2;
}

void histogram_add(struct histogram *histogram, uint64_t value) {
  if (value > LARGEST) value = LARGEST;
  histogram->counts[slot_of(value)]++;
  histogram->count++;
  if (value > histogram->max) histogram->max = value;
}

void histogram_merge(struct histogram *into, const struct histogram *from) {
  for (unsigned slot = 0; slot < HISTOGRAM_POWERS * HISTOGRAM_STEPS; slot++) into->counts[slot] += from->counts[slot];
  into->count += from->count;
  if (from->max > into->max) into->max = from->max;
}

uint64_t histogram_at(const struct histogram *histogram, double share) {
  uint64_t wanted = (uint64_t)(share * (double)histogram->count + 0.5), seen = 0;
  if (wanted < 1) wanted = 1;
  for (unsigned slot = 0; histogram->count && slot < HISTOGRAM_POWERS * HISTOGRAM_STEPS; slot++) {
    seen += histogram->counts[slot];
    if (seen >= wanted) {
      uint64_t value = middle_of(slot);
      return value < histogram->max ? value : histogram->max;
    }
  }
  return histogram->max;
}
