/* The floor: what the kernel alone costs. A server that knows only how to be spoken to by the load client: it accepts,
   answers the handshake whose key is always the same, finds the symbols S000 to S999 in what a client sends, and then, on
   a timer of 10 ms, sends each client all the ticks of that turn with one send. It checks nothing and keeps nothing:
   whoever does not read loses. Not a server: a yardstick. Usage: floor PORT TICKS_A_SECOND SYMBOLS */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CLIENTS = 20000, MOST_SYMBOLS = 1000, TURN_NS = 10000000, BYTES = 1 << 20, WORDS = MOST_SYMBOLS / 64 + 1 };

struct client {
  int fd;
  uint64_t wants[WORDS];
};

static struct client clients[MOST_CLIENTS];
static int of_fd[3 * MOST_CLIENTS];
static int client_count, epoll_fd;

static void watch(int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

static void accept_all(int listener) {
  int fd, on = 1;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    if (client_count == MOST_CLIENTS || fd >= 3 * MOST_CLIENTS) {
      close(fd);
      continue;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    of_fd[fd] = client_count;
    clients[client_count++] = (struct client){.fd = fd};
    watch(fd);
  }
}

static void leave(int fd) {
  clients[of_fd[fd]] = clients[--client_count];
  of_fd[clients[of_fd[fd]].fd] = of_fd[fd];
  close(fd);
}

static void hear(int fd) {
  static const char UPGRADED[] =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  static const char CONFIRMED[] = "\x81\x21{\"type\":\"subscription_confirmed\"}";
  char text[16384];
  ssize_t got = recv(fd, text, sizeof text - 1, 0);
  if (got <= 0 || (unsigned char)text[0] == 0x88) {
    leave(fd);
    return;
  }
  text[got] = 0;
  if (text[0] == 'G') {
    send(fd, UPGRADED, sizeof UPGRADED - 1, MSG_NOSIGNAL);
    return;
  }
  struct client *client = &clients[of_fd[fd]];
  for (char *at = memmem(text, (size_t)got, "\"S", 2); at; at = strstr(at + 1, "\"S")) {
    int symbol = atoi(at + 2);
    client->wants[symbol / 64 % WORDS] |= 1ull << symbol % 64;
  }
  send(fd, CONFIRMED, sizeof CONFIRMED - 1, MSG_NOSIGNAL);
}

struct tick {
  int symbol;
  size_t from, length;
};

static size_t write_tick(char *out, int symbol, long number, long long us) {
  char text[512];
  int length = snprintf(text, sizeof text,
                        "{\"type\":\"update\",\"channel\":\"prices:S%03d-USD\",\"seq\":%ld,\"data\":{\"symbol\":\"S%03d-USD\","
                        "\"price\":\"649.83\",\"volume\":\"1696.1662\",\"change\":\"-12.17\",\"changePercent\":\"-1.8387\","
                        "\"bid\":\"649.83\",\"ask\":\"649.96\",\"size\":\"1.4769\",\"side\":\"sell\",\"source\":\"simulated\","
                        "\"ts\":%lld},\"timestamp\":\"2026-11-20T12:00:00.123Z\"}",
                        symbol, number, symbol, us);
  out[0] = (char)0x81;
  out[1] = 126;
  out[2] = (char)(length >> 8);
  out[3] = (char)length;
  memcpy(out + 4, text, (size_t)length);
  return (size_t)length + 4;
}

/* All ticks of a turn, then one send for each client that wants any of them. Each carries the time at which it was due. */
static void turn(long from, long to, int symbols, long long began_us, int rate) {
  static char round[BYTES], own[BYTES];
  static struct tick ticks[BYTES / 256];
  int count = 0;
  size_t used = 0;
  for (long number = from; number < to && used + 512 < BYTES; number++) {
    int symbol = (int)(number % symbols);
    size_t length = write_tick(round + used, symbol, number, began_us + (number + 1) * 1000000ll / rate);
    ticks[count++] = (struct tick){symbol, used, length};
    used += length;
  }
  for (int i = 0; i < client_count; i++) {
    size_t mine = 0;
    for (int j = 0; j < count; j++) {
      if (!(clients[i].wants[ticks[j].symbol / 64] >> ticks[j].symbol % 64 & 1)) continue;
      memcpy(own + mine, round + ticks[j].from, ticks[j].length);
      mine += ticks[j].length;
    }
    if (!mine) continue;
    ssize_t sent = send(clients[i].fd, own, mine, MSG_NOSIGNAL | MSG_DONTWAIT);
    /* A frame that was cut must not be followed by another. */
    if (sent >= 0 && (size_t)sent < mine) shutdown(clients[i].fd, SHUT_RDWR);
  }
}

int main(int words, char **word) {
  if (words != 4) return 1;
  int rate = atoi(word[2]), symbols = atoi(word[3]), on = 1;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(word[1]))};
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (symbols < 1 || symbols > MOST_SYMBOLS || bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 4096)) return 1;
  struct itimerspec often = {{0, TURN_NS}, {0, TURN_NS}};
  timerfd_settime(timer, 0, &often, NULL);
  epoll_fd = epoll_create1(0);
  watch(listener);
  watch(timer);
  puts("ready");
  fflush(stdout);
  struct timespec began, now;
  clock_gettime(CLOCK_REALTIME, &now);
  long long began_us = (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
  clock_gettime(CLOCK_MONOTONIC, &began);
  long made = 0;
  for (;;) {
    struct epoll_event events[256];
    int count = epoll_wait(epoll_fd, events, 256, -1);
    for (int i = 0; i < count; i++) {
      uint64_t turns;
      if (events[i].data.fd == listener) {
        accept_all(listener);
      } else if (events[i].data.fd != timer) {
        hear(events[i].data.fd);
      } else if (read(timer, &turns, sizeof turns) > 0) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        double seconds = (double)(now.tv_sec - began.tv_sec) + (double)(now.tv_nsec - began.tv_nsec) / 1e9;
        long due = (long)(seconds * rate);
        /* As everybody here, it catches up with at most a second; little by little, for the sake of sockets' buffers. */
        if (due - made > rate) made = due - rate;
        if (due - made > rate / 10 + 1) due = made + rate / 10 + 1;
        turn(made, due, symbols, began_us, rate);
        made = due;
      }
    }
  }
}
