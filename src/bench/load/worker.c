#define _GNU_SOURCE
#include "worker.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "process.h"
#include "settings.h"
#include "wire.h"

enum {
  EVENTS = 512,
  READ_BYTES = 256 * 1024,
  SLOW_WAIT_MS = 20,
  SEND_PATIENCE_MS = 5000,
  MOST_LATE_STEPS = 50
};

static void release(struct connection *connection) {
  close(connection->fd);
  free(connection->kept);
  connection->kept = NULL;
  connection->kept_bytes = connection->kept_room = 0;
  connection->fd = -1;
  connection->state = ENDED;
}

void connection_fail(struct worker *worker, struct connection *connection, const char *why) {
  enum state state = connection->state;
  if (state == ENDED) return;
  if (state == CLOSING) {
    worker->closing--;
  } else {
    problems_add(&worker->problems, why, 1);
    if (state == OPENED || state == READY) {
      worker->opened--;
      worker->ended++;
      if (state == READY) worker->ready--;
    } else {
      worker->pending--;
      worker->failed++;
    }
  }
  release(connection);
}

/* Linux acknowledges late after an exchange of request and answer, until 40 ms pass without data. By chance one server's
   clients would be in that mode and another's not, which makes up to a twofold difference in the kernel's work. So all
   leave it. */
static void acknowledge_at_once(int fd) {
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

bool connection_send(struct connection *connection, const void *bytes, size_t length) {
  const char *at = bytes;
  while (length) {
    ssize_t sent = send(connection->fd, at, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      struct pollfd writable = {connection->fd, POLLOUT, 0};
      if (poll(&writable, 1, SEND_PATIENCE_MS) != 1) return false;
    } else if (sent < 0 && errno != EINTR) {
      return false;
    } else if (sent > 0) {
      at += sent;
      length -= (size_t)sent;
    }
  }
  acknowledge_at_once(connection->fd);
  return true;
}

static void watch(struct worker *worker, struct connection *connection, int how, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = connection};
  epoll_ctl(worker->epoll, how, connection->fd, &event);
}

void connection_ready(struct worker *worker, struct connection *connection) {
  connection->state = READY;
  worker->ready++;
  worker->last_ready_us = now_us();
  if (connection->slow) watch(worker, connection, EPOLL_CTL_MOD, 0);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

static int bound_socket(struct connection *connection) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1, small = settings.slow_buffer;
  if (fd < 0) return -1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  if (connection->slow) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  unsigned source = connection->index % (unsigned)settings.sources;
  struct sockaddr_in from = {.sin_family = AF_INET};
  from.sin_addr.s_addr = htonl(0x7f020001u + (source / 250) * 256 + source % 250); /* 127.2.0.1 and on */
  if (bind(fd, (struct sockaddr *)&from, sizeof from)) {
    close(fd);
    return -1;
  }
  return fd;
}

static void begin(struct worker *worker, struct connection *connection) {
  connection->slow = settings.slow_every && connection->index % (unsigned)settings.slow_every == 0;
  connection->state = CONNECTING;
  connection->started_us = now_us();
  worker->pending++;
  connection->fd = bound_socket(connection);
  if (connection->fd < 0 ||
      (connect(connection->fd, (struct sockaddr *)&settings.server, sizeof settings.server) && errno != EINPROGRESS)) {
    connection_fail(worker, connection, strerror(errno));
    return;
  }
  watch(worker, connection, EPOLL_CTL_ADD, EPOLLOUT);
}

static void open_more(struct worker *worker) {
  while (worker->begun < worker->target && worker->pending < (settings.pending + settings.threads - 1) / settings.threads)
    begin(worker, &worker->connections[worker->begun++]);
}

static void connected(struct worker *worker, struct connection *connection) {
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(connection->fd, SOL_SOCKET, SO_ERROR, &error, &length);
  if (error || !wire_request(connection)) {
    connection_fail(worker, connection, error ? strerror(error) : "could not send the request");
    return;
  }
  connection->state = UPGRADING;
  watch(worker, connection, EPOLL_CTL_MOD, EPOLLIN);
}

static bool upgraded(struct worker *worker, struct connection *connection) {
  uint64_t now = now_us();
  histogram_add(&worker->handshake_us, now - connection->started_us);
  worker->last_opened_us = now;
  worker->pending--;
  worker->opened++;
  connection->state = OPENED;
  for (int i = 0; i < settings.send_count; i++) {
    if (!wire_send_filled(connection, settings.sends[i])) {
      connection_fail(worker, connection, "could not send");
      return false;
    }
  }
  if (!settings.ready) connection_ready(worker, connection);
  return true;
}

/* --- receiving ---------------------------------------------------------------------------------------------------- */

static void keep(struct connection *connection, const unsigned char *bytes, size_t length) {
  if (connection->kept_room < length) {
    free(connection->kept);
    connection->kept_room = (unsigned)length + 512;
    connection->kept = malloc(connection->kept_room);
  }
  memcpy(connection->kept, bytes, length);
  connection->kept_bytes = (unsigned)length;
}

static void take_in(struct worker *worker, struct connection *connection, unsigned char *bytes, size_t length) {
  if (connection->state == CLOSING) return;
  if (connection->state == UPGRADING) {
    long head = wire_upgraded(worker, connection, bytes, length);
    if (head < 0) return;
    if (head == 0) {
      keep(connection, bytes, length);
      return;
    }
    if (!upgraded(worker, connection)) return;
    bytes += head;
    length -= (size_t)head;
  }
  long taken = wire_received(worker, connection, bytes, length);
  if (taken >= 0 && (size_t)taken < length) keep(connection, bytes + taken, length - (size_t)taken);
}

static void readable(struct worker *worker, struct connection *connection, size_t most) {
  size_t kept = connection->kept_bytes;
  if (worker->buffer_room < kept + most) {
    worker->buffer_room = kept + most;
    worker->buffer = realloc(worker->buffer, worker->buffer_room);
  }
  ssize_t got = recv(connection->fd, worker->buffer + kept, most, 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    connection_fail(worker, connection, got ? strerror(errno) : "ended by the server without a close frame");
    return;
  }
  if (kept) memcpy(worker->buffer, connection->kept, kept);
  connection->kept_bytes = 0;
  if (worker->measuring) {
    worker->tally.reads++;
    (connection->slow ? &worker->tally.slow : &worker->tally.quick)->wire_bytes += (uint64_t)got;
  }
  take_in(worker, connection, worker->buffer, kept + (size_t)got);
}

static void read_slowly(struct worker *worker) {
  uint64_t now = now_us();
  if (!settings.slow_every || now < worker->next_slow_us) return;
  uint64_t interval_us = (uint64_t)settings.slow_interval_ms * 1000;
  if (!worker->next_slow_us) worker->next_slow_us = now;
  /* Who reads in small steps makes up for a few that were missed. */
  uint64_t steps = 1 + (now - worker->next_slow_us) / interval_us;
  worker->next_slow_us += steps * interval_us;
  if (steps > MOST_LATE_STEPS) steps = MOST_LATE_STEPS;
  size_t share = (size_t)((uint64_t)settings.slow_bytes_second * interval_us * steps / 1000000u);
  for (int i = 0; i < worker->begun; i++) {
    struct connection *connection = &worker->connections[i];
    if (connection->slow && connection->state == READY) readable(worker, connection, share ? share : 1);
  }
}

/* --- orders ------------------------------------------------------------------------------------------------------- */

static void close_all(struct worker *worker) {
  for (int i = 0; i < worker->begun; i++) {
    struct connection *connection = &worker->connections[i];
    if (connection->state != OPENED && connection->state != READY) {
      if (connection->state != ENDED) connection_fail(worker, connection, "not open when all were closed");
      continue;
    }
    worker->opened--;
    if (connection->state == READY) worker->ready--;
    worker->closing++;
    connection->state = CLOSING;
    watch(worker, connection, EPOLL_CTL_MOD, EPOLLIN);
    static const char NORMAL[] = {0x03, (char)0xe8};
    if (!wire_send(connection, CLOSE_FRAME, NORMAL, sizeof NORMAL)) connection_fail(worker, connection, "");
  }
}

/* Those who did not answer the close frame in time. */
static void end_all(struct worker *worker) {
  for (int i = 0; i < worker->begun; i++)
    if (worker->connections[i].state == CLOSING) {
      problems_add(&worker->problems, "the server did not answer a close frame", 1);
      connection_fail(worker, &worker->connections[i], "");
    }
  worker->begun = 0;
  memset(&worker->handshake_us, 0, sizeof worker->handshake_us);
  memset(&worker->problems, 0, sizeof worker->problems);
  worker->failed = worker->ended = 0;
}

static void obey(struct worker *worker, enum order order) {
  switch (order) {
    case OPEN:
      worker->first_us = worker->last_opened_us = worker->last_ready_us = now_us();
      memset(&worker->handshake_us, 0, sizeof worker->handshake_us);
      break;
    case MEASURE:
      memset(&worker->tally, 0, sizeof worker->tally);
      worker->measuring = true;
      break;
    case REST: worker->measuring = false; break;
    case CLOSE: close_all(worker); break;
    case QUIT: end_all(worker); break;
  }
}

static int slow_wait_ms(void) {
  return settings.slow_interval_ms < SLOW_WAIT_MS ? settings.slow_interval_ms : SLOW_WAIT_MS;
}

static void *run(void *argument) {
  struct worker *worker = argument;
  struct epoll_event events[EVENTS];
  for (;;) {
    int number = worker->order_number;
    if (number != worker->acknowledged) {
      obey(worker, worker->order);
      worker->acknowledged = number;
    }
    open_more(worker);
    read_slowly(worker);
    int count = epoll_wait(worker->epoll, events, EVENTS, settings.slow_every ? slow_wait_ms() : 500);
    for (int i = 0; i < count; i++) {
      struct connection *connection = events[i].data.ptr;
      uint64_t ignored;
      if (!connection) {
        if (read(worker->wake, &ignored, sizeof ignored) < 0) continue;
      } else if (connection->state == CONNECTING) {
        connected(worker, connection);
      } else if (connection->state != ENDED) {
        readable(worker, connection, READ_BYTES);
      }
    }
  }
  return NULL;
}

void worker_start(struct worker *worker, int number, int step, int room) {
  worker->connections = calloc((size_t)room, sizeof *worker->connections);
  for (int i = 0; i < room; i++) worker->connections[i] = (struct connection){.fd = -1, .index = (unsigned)(number + i * step)};
  worker->epoll = epoll_create1(EPOLL_CLOEXEC);
  worker->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN};
  epoll_ctl(worker->epoll, EPOLL_CTL_ADD, worker->wake, &event);
  pthread_create(&worker->thread, NULL, run, worker);
}

void worker_tell(struct worker *worker, enum order order) {
  uint64_t one = 1;
  worker->order = order;
  worker->order_number++;
  while (write(worker->wake, &one, sizeof one) < 0 && errno == EINTR) {
  }
  while (worker->acknowledged != worker->order_number) usleep(500);
}
