#define _GNU_SOURCE
#include "settings.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct settings settings = {.path = "/", .marker = "\"ts\":", .threads = 1, .sources = 40, .pending = 256, .slow_interval_ms = 100, .slow_buffer = 16384};

static const char USAGE[] =
    "usage: quotewire-load --port PORT [options], then commands on standard input\n"
    "  --path PATH          of the WebSocket; %d = index of the connection, %s = its line of --each\n"
    "  --each FILE          connection i has line i modulo the number of lines\n"
    "  --send TEXT          sent once a connection is open; %d %s \\r \\n \\t; repeatable\n"
    "  --answer PREFIX=>TEXT  sent for each message that begins so; repeatable\n"
    "  --ready PREFIX       a connection is ready once such a message came; without it, once it is open\n"
    "  --header LINE        one more line of the request; %d, %s; repeatable\n"
    "  --binary             sends binary messages\n"
    "  --deflate            offers permessage-deflate; compressed messages are counted, not read\n"
    "  --marker TEXT        what stands before the time of a message, microseconds since 1970 (\"ts\":)\n"
    "  --numbered TEXT      what stands before a message's number; counts those that do not follow the one before\n"
    "  --every              counts each marker of a frame as a message, not only one\n"
    "  --only PREFIX        only messages that begin so are counted as messages\n"
    "  --slow N:BYTES[:MS:BUFFER]  each N-th connection reads so many bytes a second, some every MS (100), and has a small\n"
    "                       buffer (16384)\n"
    "  --pid PID            of a server process, for its processor time and memory; repeatable\n"
    "  --threads N (1)  --sources N (40) addresses to connect from  --pending N (256) handshakes at once\n"
    "commands: open N (so many in all) | measure SECONDS | close | quit; each answers with one line of JSON\n";

static void refuse(const char *problem) {
  fprintf(stderr, "quotewire-load: %s\n%s", problem, USAGE);
  exit(1);
}

static void add(const char **list, int *count, int most, const char *value) {
  if (*count == most) refuse("an option is given too often");
  list[(*count)++] = value;
}

static int number(const char *text, int least, int most) {
  char *end;
  long value = strtol(text, &end, 10);
  if (*end || end == text || value < least || value > most) refuse("a number is out of range");
  return (int)value;
}

static void read_lines(const char *file) {
  FILE *in = fopen(file, "r");
  if (!in) refuse("the file of --each cannot be read");
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  while ((length = getline(&line, &room, in)) > 0) {
    if (line[length - 1] == '\n') line[length - 1] = 0;
    settings.lines = realloc(settings.lines, sizeof(char *) * (size_t)(settings.line_count + 1));
    settings.lines[settings.line_count++] = strdup(line);
  }
  free(line);
  fclose(in);
  if (!settings.line_count) refuse("the file of --each is empty");
}

static void read_answer(char *rule) {
  char *arrow = strstr(rule, "=>");
  if (!arrow || settings.answer_count == MAX_ANSWERS) refuse("--answer is PREFIX=>TEXT");
  *arrow = 0;
  settings.answers[settings.answer_count++] = (struct answer){rule, arrow + 2};
}

static void read_slow(const char *rule) {
  int given = sscanf(rule, "%d:%d:%d:%d", &settings.slow_every, &settings.slow_bytes_second, &settings.slow_interval_ms, &settings.slow_buffer);
  if ((given != 2 && given != 4) || settings.slow_every < 1 || settings.slow_bytes_second < 10 || settings.slow_interval_ms < 1 ||
      settings.slow_interval_ms > 1000 || settings.slow_buffer < 1024)
    refuse("--slow is N:BYTES or N:BYTES:MS:BUFFER");
}

void settings_read(int count, char **words) {
  enum { PORT = 1, PATH, EACH, SEND, ANSWER, READY, HEADER, BINARY, DEFLATE, MARKER, NUMBERED, EVERY, SLOW, PID, THREADS, SOURCES, PENDING, ONLY };
  static const struct option OPTIONS[] = {
      {"port", 1, 0, PORT},       {"path", 1, 0, PATH},       {"each", 1, 0, EACH},       {"send", 1, 0, SEND},
      {"answer", 1, 0, ANSWER},   {"ready", 1, 0, READY},     {"header", 1, 0, HEADER},   {"binary", 0, 0, BINARY},
      {"deflate", 0, 0, DEFLATE}, {"marker", 1, 0, MARKER},   {"every", 0, 0, EVERY},     {"slow", 1, 0, SLOW},
      {"pid", 1, 0, PID},         {"threads", 1, 0, THREADS}, {"sources", 1, 0, SOURCES}, {"pending", 1, 0, PENDING},
      {"numbered", 1, 0, NUMBERED}, {"only", 1, 0, ONLY},       {0, 0, 0, 0}};
  settings.server.sin_family = AF_INET;
  settings.server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int option;
  while ((option = getopt_long(count, words, "", OPTIONS, NULL)) != -1) switch (option) {
      case PORT: settings.server.sin_port = htons((uint16_t)number(optarg, 1, 65535)); break;
      case PATH: settings.path = optarg; break;
      case EACH: read_lines(optarg); break;
      case SEND: add(settings.sends, &settings.send_count, MAX_SENDS, optarg); break;
      case ANSWER: read_answer(optarg); break;
      case READY: settings.ready = optarg; break;
      case HEADER: add(settings.headers, &settings.header_count, MAX_HEADERS, optarg); break;
      case BINARY: settings.binary = true; break;
      case DEFLATE: settings.deflate = true; break;
      case MARKER: settings.marker = optarg; break;
      case EVERY: settings.every = true; break;
      case NUMBERED: settings.numbered = optarg; break;
      case ONLY: settings.only = optarg; break;
      case SLOW: read_slow(optarg); break;
      case PID:
        if (settings.pid_count == MAX_PIDS) refuse("too many pids");
        settings.pids[settings.pid_count++] = number(optarg, 1, 1 << 30);
        break;
      case THREADS: settings.threads = number(optarg, 1, 64); break;
      case SOURCES: settings.sources = number(optarg, 1, 60000); break;
      case PENDING: settings.pending = number(optarg, 1, 10000); break;
      default: refuse("an option is unknown");
    }
  if (optind != count) refuse("commands come on standard input");
  if (!settings.server.sin_port) refuse("--port is missing");
}

static char escaped(char letter) {
  return letter == 'r' ? '\r' : letter == 'n' ? '\n' : letter == 't' ? '\t' : letter;
}

size_t settings_fill(char *out, size_t room, const char *template, unsigned index) {
  size_t at = 0;
  for (const char *in = template; *in && at + 1 < room; in++) {
    if (in[0] == '\\' && in[1]) {
      out[at++] = escaped(*++in);
    } else if (in[0] == '%' && in[1] == 'd') {
      in++;
      at += (size_t)snprintf(out + at, room - at, "%u", index);
    } else if (in[0] == '%' && in[1] == 's' && settings.line_count) {
      in++;
      at += settings_fill(out + at, room - at, settings.lines[index % (unsigned)settings.line_count], index);
    } else {
      out[at++] = *in;
    }
  }
  if (at + 1 >= room) refuse("a filled in text is too long");
  out[at] = 0;
  return at;
}
