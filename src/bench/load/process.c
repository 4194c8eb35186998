#include "process.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct usage process_usage(int pid) {
  struct usage usage = {0, 0};
  char path[64], line[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *in = fopen(path, "r");
  if (!in) return usage;
  if (fgets(line, sizeof line, in)) {
    /* The name may hold blanks and parentheses; what follows the last one does not. Fields 14, 15 and 24 of proc(5). */
    char *rest = strrchr(line, ')');
    unsigned long user = 0, system = 0;
    long pages = 0;
    if (rest && sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %*d %*d %*d %*d %*d %*d %*u %*u %ld",
                       &user, &system, &pages) == 3) {
      usage.cpu_seconds = (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
      usage.rss_kib = pages * (sysconf(_SC_PAGESIZE) / 1024);
    }
  }
  fclose(in);
  return usage;
}

double own_cpu_seconds(void) {
  struct rusage own;
  getrusage(RUSAGE_SELF, &own);
  return (double)(own.ru_utime.tv_sec + own.ru_stime.tv_sec) + (double)(own.ru_utime.tv_usec + own.ru_stime.tv_usec) / 1e6;
}

double machine_cpu_seconds(void) {
  FILE *in = fopen("/proc/stat", "r");
  unsigned long user = 0, nice = 0, system = 0, irq = 0, softirq = 0, steal = 0;
  if (!in) return 0;
  if (fscanf(in, "cpu %lu %lu %lu %*u %*u %lu %lu %lu", &user, &nice, &system, &irq, &softirq, &steal) != 6) user = 0;
  fclose(in);
  return (double)(user + nice + system + irq + softirq + steal) / (double)sysconf(_SC_CLK_TCK);
}

static uint64_t micros(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000u + (uint64_t)time.tv_nsec / 1000u;
}

uint64_t now_us(void) { return micros(CLOCK_MONOTONIC); }

uint64_t now_epoch_us(void) { return micros(CLOCK_REALTIME); }
