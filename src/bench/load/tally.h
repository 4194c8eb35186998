/* What a worker counts while it measures, and what went wrong since it began. */
#ifndef TALLY_H
#define TALLY_H
#include "histogram.h"

enum { MAX_PROBLEMS = 12, PROBLEM_TEXT = 96 };

struct problem {
  char text[PROBLEM_TEXT];
  uint64_t count;
};

/* One kind of readers: the quick ones or the slow ones. */
struct received {
  uint64_t frames, messages, compressed, payload_bytes, wire_bytes, early, jumps;
  struct histogram latency_us;
};

struct tally {
  struct received quick, slow;
  uint64_t reads, pings;
};

struct problems {
  struct problem list[MAX_PROBLEMS + 1]; /* the last one stands for all others */
  unsigned used;
};

void tally_merge(struct tally *into, const struct tally *from);
void problems_add(struct problems *problems, const char *text, uint64_t count);
void problems_merge(struct problems *into, const struct problems *from);
#endif
