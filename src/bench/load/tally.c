#include "tally.h"

#include <stdio.h>
#include <string.h>

static void received_merge(struct received *into, const struct received *from) {
  into->frames += from->frames;
  into->messages += from->messages;
  into->compressed += from->compressed;
  into->payload_bytes += from->payload_bytes;
  into->wire_bytes += from->wire_bytes;
  into->early += from->early;
  into->jumps += from->jumps;
  histogram_merge(&into->latency_us, &from->latency_us);
}

void tally_merge(struct tally *into, const struct tally *from) {
  received_merge(&into->quick, &from->quick);
  received_merge(&into->slow, &from->slow);
  into->reads += from->reads;
  into->pings += from->pings;
}

void problems_add(struct problems *problems, const char *text, uint64_t count) {
  for (unsigned i = 0; i < problems->used; i++) {
    if (!strncmp(problems->list[i].text, text, PROBLEM_TEXT - 1)) {
      problems->list[i].count += count;
      return;
    }
  }
  struct problem *problem = &problems->list[problems->used];
  if (problems->used < MAX_PROBLEMS) problems->used++;
  else text = "others";
  snprintf(problem->text, sizeof problem->text, "%s", text);
  problem->count += count;
}

void problems_merge(struct problems *into, const struct problems *from) {
  for (unsigned i = 0; i <= MAX_PROBLEMS; i++)
    if (from->list[i].count) problems_add(into, from->list[i].text, from->list[i].count);
}
