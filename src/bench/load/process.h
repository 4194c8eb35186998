/* What the kernel says about processes. */
#ifndef PROCESS_H
#define PROCESS_H
#include <stdint.h>

struct usage {
  double cpu_seconds;
  long rss_kib;
};

/* All zero if there is no such process. The processor time has the kernel's resolution, mostly 10 ms. */
struct usage process_usage(int pid);
double own_cpu_seconds(void);
/* Of all processes together, and what a hypervisor took away. */
double machine_cpu_seconds(void);
uint64_t now_us(void);      /* steady */
uint64_t now_epoch_us(void);
#endif
