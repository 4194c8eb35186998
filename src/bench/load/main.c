/* The load client: opens WebSocket connections, receives, counts, and says what it saw in lines of JSON.
   It is written in C because on a machine with two processors it must cost less than the server that it measures. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "process.h"
#include "settings.h"
#include "worker.h"

enum { MOST_CONNECTIONS = 60000, POLL_US = 2000, STALL_US = 15 * 1000 * 1000, CLOSE_PATIENCE_US = 10 * 1000 * 1000 };

static struct worker *workers;

static void tell(enum order order) {
  for (int i = 0; i < settings.threads; i++) worker_tell(&workers[i], order);
}

struct census {
  int pending, opened, ready, failed, ended, closing;
};

static struct census census(void) {
  struct census all = {0};
  for (int i = 0; i < settings.threads; i++) {
    all.pending += workers[i].pending;
    all.opened += workers[i].opened;
    all.ready += workers[i].ready;
    all.failed += workers[i].failed;
    all.ended += workers[i].ended;
    all.closing += workers[i].closing;
  }
  return all;
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void print_text(const char *text) {
  putchar('"');
  for (; *text; text++) {
    unsigned char letter = (unsigned char)*text;
    if (letter == '"' || letter == '\\') printf("\\%c", letter);
    else if (letter < ' ' || letter > '~') printf("\\u%04x", letter);
    else putchar(letter);
  }
  putchar('"');
}

static void print_histogram(const char *name, const struct histogram *histogram) {
  static const struct {
    const char *name;
    double share;
  } SHARES[] = {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p999", 0.999}};
  printf(",\"%s\":{\"count\":%lu", name, histogram->count);
  for (unsigned i = 0; i < sizeof SHARES / sizeof *SHARES; i++)
    printf(",\"%s\":%lu", SHARES[i].name, histogram_at(histogram, SHARES[i].share));
  printf(",\"max\":%lu}", histogram->max);
}

static void print_received(const char *name, const struct received *received) {
  printf(",\"%s\":{\"frames\":%lu,\"messages\":%lu,\"compressedFrames\":%lu,\"payloadBytes\":%lu,\"wireBytes\":%lu,\"early\":%lu,\"jumps\":%lu",
         name, received->frames, received->messages, received->compressed, received->payload_bytes, received->wire_bytes,
         received->early, received->jumps);
  print_histogram("latencyUs", &received->latency_us);
  putchar('}');
}

/* How many connections there are, and everything that went wrong with any. */
static void print_end(void) {
  struct census now = census();
  printf(",\"open\":%d,\"ready\":%d,\"failed\":%d,\"ended\":%d,\"problems\":[", now.opened, now.ready, now.failed, now.ended);
  struct problems all = {0};
  for (int i = 0; i < settings.threads; i++) problems_merge(&all, &workers[i].problems);
  int printed = 0;
  for (unsigned i = 0; i <= MAX_PROBLEMS; i++) {
    if (!all.list[i].count) continue;
    printf("%s{\"count\":%lu,\"what\":", printed++ ? "," : "", all.list[i].count);
    print_text(all.list[i].text);
    putchar('}');
  }
  printf("]}\n");
  fflush(stdout);
}

/* --- processor time ----------------------------------------------------------------------------------------------- */

/* Who used how much since a moment; counts down from what was used before. */
struct meter {
  uint64_t us;
  double own, machine, server[MAX_PIDS];
};

static struct meter meter_begin(void) {
  struct meter meter = {.us = now_us(), .own = own_cpu_seconds(), .machine = machine_cpu_seconds()};
  for (int i = 0; i < settings.pid_count; i++) meter.server[i] = process_usage(settings.pids[i]).cpu_seconds;
  return meter;
}

static void meter_print(const struct meter *before) {
  struct meter now = meter_begin();
  double own = now.own - before->own, others = now.machine - before->machine - own;
  printf(",\"ownCpuSeconds\":%.3f,\"server\":[", own);
  for (int i = 0; i < settings.pid_count; i++) {
    double used = now.server[i] - before->server[i];
    others -= used;
    printf("%s{\"pid\":%d,\"cpuSeconds\":%.2f,\"rssKiB\":%ld}", i ? "," : "", settings.pids[i], used,
           process_usage(settings.pids[i]).rss_kib);
  }
  printf("],\"othersCpuShare\":%.3f", others > 0 ? others * 1e6 / (double)(now.us - before->us) : 0);
}

/* --- commands ----------------------------------------------------------------------------------------------------- */

static void open_to(int target) {
  struct census before = census(), now;
  struct meter meter = meter_begin();
  uint64_t begun_us = now_us(), moved_us = begun_us;
  for (int i = 0; i < settings.threads; i++)
    workers[i].target = target / settings.threads + (i < target % settings.threads);
  tell(OPEN);
  for (;;) {
    struct census last = now = census();
    usleep(POLL_US);
    now = census();
    if (now.ready + now.failed + now.ended >= target) break;
    if (memcmp(&now, &last, sizeof now)) moved_us = now_us();
    if (now_us() - moved_us > STALL_US) break;
  }
  uint64_t opened_us = begun_us, ready_us = begun_us;
  struct histogram handshakes = {.count = 0};
  int compressing = 0;
  tell(REST);
  for (int i = 0; i < settings.threads; i++) {
    histogram_merge(&handshakes, &workers[i].handshake_us);
    if (workers[i].last_opened_us > opened_us) opened_us = workers[i].last_opened_us;
    if (workers[i].last_ready_us > ready_us) ready_us = workers[i].last_ready_us;
    for (int j = 0; j < workers[i].begun; j++) compressing += workers[i].connections[j].compresses;
  }
  double seconds = (double)(opened_us - begun_us) / 1e6;
  int fresh = now.opened - before.opened;
  printf("{\"did\":\"open\",\"target\":%d,\"stalled\":%s,\"seconds\":%.3f,\"readySeconds\":%.3f,\"perSecond\":%.0f,\"compressing\":%d",
         target, now.ready + now.failed + now.ended < target ? "true" : "false", seconds, (double)(ready_us - begun_us) / 1e6,
         seconds > 0 ? fresh / seconds : 0.0, compressing);
  meter_print(&meter);
  print_histogram("handshakeUs", &handshakes);
  print_end();
}

static void measure(double seconds) {
  static struct tally all;
  tell(MEASURE);
  struct meter meter = meter_begin();
  usleep((useconds_t)(seconds * 1e6));
  printf("{\"did\":\"measure\",\"seconds\":%.3f", (double)(now_us() - meter.us) / 1e6);
  meter_print(&meter);
  tell(REST);
  memset(&all, 0, sizeof all);
  for (int i = 0; i < settings.threads; i++) tally_merge(&all, &workers[i].tally);
  printf(",\"reads\":%lu,\"pings\":%lu", all.reads, all.pings);
  print_received("quick", &all.quick);
  if (settings.slow_every) print_received("slow", &all.slow);
  print_end();
}

static void close_all(void) {
  uint64_t begun_us = now_us();
  for (int i = 0; i < settings.threads; i++) workers[i].target = 0;
  tell(CLOSE);
  while (census().closing && now_us() - begun_us < CLOSE_PATIENCE_US) usleep(POLL_US);
  printf("{\"did\":\"close\",\"seconds\":%.3f,\"unanswered\":%d", (double)(now_us() - begun_us) / 1e6, census().closing);
  print_end();
  tell(QUIT);
}

static void allow_files(void) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

int main(int count, char **words) {
  settings_read(count, words);
  signal(SIGPIPE, SIG_IGN);
  allow_files();
  workers = calloc((size_t)settings.threads, sizeof *workers);
  for (int i = 0; i < settings.threads; i++)
    worker_start(&workers[i], i, settings.threads, MOST_CONNECTIONS / settings.threads);
  char line[128];
  while (fgets(line, sizeof line, stdin)) {
    int connections;
    double seconds;
    if (sscanf(line, "open %d", &connections) == 1 && connections > 0 && connections <= MOST_CONNECTIONS - settings.threads) open_to(connections);
    else if (sscanf(line, "measure %lf", &seconds) == 1 && seconds > 0 && seconds < 4000) measure(seconds);
    else if (!strcmp(line, "close\n")) close_all();
    else if (!strcmp(line, "quit\n")) break;
    else {
      printf("{\"did\":\"nothing\",\"why\":\"no such command\"");
      print_end();
    }
  }
  return 0;
}
