/* One thread with one epoll, which owns its share of the connections. The main thread gives it one order at a time and
   reads what it counted only after it has acknowledged the order that ended the counting. */
#ifndef WORKER_H
#define WORKER_H
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "tally.h"

enum order { OPEN, MEASURE, REST, CLOSE, QUIT };

enum state { UNUSED, CONNECTING, UPGRADING, OPENED, READY, CLOSING, ENDED };

struct connection {
  int fd;
  unsigned index;
  enum state state;
  bool slow, compresses;
  unsigned char *kept; /* the beginning of a frame whose end has not come */
  unsigned kept_bytes, kept_room;
  uint64_t started_us;
  uint64_t last_number; /* of the last numbered message; 0 = none yet */
};

struct worker {
  pthread_t thread;
  int epoll, wake;
  _Atomic int order, order_number, acknowledged;
  _Atomic int target;      /* how many of its connections shall be open */
  _Atomic int pending, opened, ready, failed, ended, closing;
  struct connection *connections;
  int begun; /* connections from here on have not been used since the last close */
  unsigned char *buffer;
  size_t buffer_room;
  bool measuring;
  uint64_t first_us, last_opened_us, last_ready_us, next_slow_us;
  unsigned hint; /* how far before a frame's end the marker was last found */
  struct tally tally;
  struct histogram handshake_us;
  struct problems problems;
};

/* Starts a worker whose connections have the indexes number, number + step, ... */
void worker_start(struct worker *worker, int number, int step, int room);
void worker_tell(struct worker *worker, enum order order);

/* For wire.c. */
void connection_fail(struct worker *worker, struct connection *connection, const char *why);
bool connection_send(struct connection *connection, const void *bytes, size_t length);
void connection_ready(struct worker *worker, struct connection *connection);
#endif
