/* What the command line asks for. Read once, then never changed. */
#ifndef SETTINGS_H
#define SETTINGS_H
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

enum { MAX_SENDS = 8, MAX_HEADERS = 8, MAX_ANSWERS = 8, MAX_PIDS = 16, MAX_TEXT = 8192 };

struct answer {
  const char *prefix, *text;
};

struct settings {
  struct sockaddr_in server;
  const char *path, *marker, *ready;
  const char *only;     /* what the messages begin with that are counted; NULL = all are */
  const char *numbered; /* what stands before the number of a message; NULL = not looked at */
  const char *sends[MAX_SENDS], *headers[MAX_HEADERS];
  struct answer answers[MAX_ANSWERS];
  char **lines;
  int send_count, header_count, answer_count, line_count, pid_count;
  int pids[MAX_PIDS];
  int threads, sources, pending;
  bool binary, deflate, every;
  int slow_every;        /* each so manieth connection reads slowly; 0 = none */
  int slow_bytes_second; /* and so fast */
  int slow_interval_ms;  /* in steps of this length */
  int slow_buffer;       /* bytes that the kernel may hold for it */
};

extern struct settings settings;

void settings_read(int count, char **words);
/* Fills in a template for a connection: %d is its index, %s its line of --each, \r \n \t as usual. Returns the length. */
size_t settings_fill(char *out, size_t room, const char *template, unsigned index);
#endif
