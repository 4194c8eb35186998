#define _GNU_SOURCE
#include "wire.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "process.h"
#include "settings.h"

/* The same key for all: what the server makes of it is known beforehand (the example of RFC 6455, 1.3). */
static const char KEY[] = "dGhlIHNhbXBsZSBub25jZQ==", ACCEPT[] = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
enum { MAX_CONTROL = 125 };

struct frame {
  unsigned opcode;
  bool compressed;
  unsigned char *payload;
  size_t length;
};

bool wire_request(struct connection *connection) {
  char path[MAX_TEXT], request[2 * MAX_TEXT];
  settings_fill(path, sizeof path, settings.path, connection->index);
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n%s",
                        path, ntohs(settings.server.sin_port), KEY,
                        settings.deflate ? "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n" : "");
  for (int i = 0; i < settings.header_count; i++) {
    char header[MAX_TEXT];
    settings_fill(header, sizeof header, settings.headers[i], connection->index);
    length += snprintf(request + length, sizeof request - (size_t)length, "%s\r\n", header);
  }
  length += snprintf(request + length, sizeof request - (size_t)length, "\r\n");
  return connection_send(connection, request, (size_t)length);
}

long wire_upgraded(struct worker *worker, struct connection *connection, unsigned char *bytes, size_t length) {
  unsigned char *end = memmem(bytes, length, "\r\n\r\n", 4);
  if (!end) return 0;
  size_t head = (size_t)(end - bytes) + 4;
  if (length < 12 || memcmp(bytes, "HTTP/1.1 101", 12) || !memmem(bytes, head, ACCEPT, sizeof ACCEPT - 1)) {
    char why[PROBLEM_TEXT];
    snprintf(why, sizeof why, "refused: %.*s", (int)strcspn((char *)bytes, "\r"), (char *)bytes);
    connection_fail(worker, connection, why);
    return -1;
  }
  connection->compresses = memmem(bytes, head, "permessage-deflate", 18) != NULL;
  return (long)head;
}

bool wire_send(struct connection *connection, int opcode, const char *text, size_t length) {
  /* Clients must mask, and may do so with zeros, which leaves the text as it is. */
  unsigned char frame[MAX_TEXT + 8] = {(unsigned char)(0x80 | opcode)};
  size_t head = 2;
  if (length > MAX_TEXT) return false;
  if (length <= MAX_CONTROL) {
    frame[1] = (unsigned char)(0x80 | length);
  } else {
    frame[1] = 0x80 | 126;
    frame[2] = (unsigned char)(length >> 8);
    frame[3] = (unsigned char)length;
    head = 4;
  }
  head += 4;
  memcpy(frame + head, text, length);
  return connection_send(connection, frame, head + length);
}

bool wire_send_filled(struct connection *connection, const char *template) {
  char text[MAX_TEXT];
  size_t length = settings_fill(text, sizeof text, template, connection->index);
  return wire_send(connection, settings.binary ? BINARY : TEXT, text, length);
}

static uint64_t number_at(const unsigned char *digits, const unsigned char *end) {
  uint64_t number = 0;
  while (digits < end && *digits >= '0' && *digits <= '9') number = number * 10 + (uint64_t)(*digits++ - '0');
  return number;
}

static void count_latency(struct received *received, const unsigned char *digits, const unsigned char *end, uint64_t now) {
  uint64_t sent = number_at(digits, end);
  if (!sent) return;
  if (sent > now) received->early++;
  histogram_add(&received->latency_us, sent > now ? 0 : now - sent);
}

/* The marker's end, looked for first where it was in the last frame: looking through all of each frame would cost more
   than receiving it. */
static const unsigned char *find_marker(struct worker *worker, const unsigned char *payload, size_t length) {
  size_t marker = strlen(settings.marker);
  const unsigned char *end = payload + length;
  if (worker->hint >= marker && worker->hint <= length && !memcmp(end - worker->hint, settings.marker, marker))
    return end - worker->hint + marker;
  const unsigned char *found = memmem(payload, length, settings.marker, marker);
  if (!found) return NULL;
  worker->hint = (unsigned)(end - found);
  return found + marker;
}

/* A message that was lost, doubled or overtaken shows in the numbers. For connections with one symbol each. */
static void check_number(struct worker *worker, struct connection *connection, const struct frame *frame) {
  const unsigned char *end = frame->payload + frame->length;
  const unsigned char *found = memmem(frame->payload, frame->length, settings.numbered, strlen(settings.numbered));
  if (!found || !find_marker(worker, frame->payload, frame->length)) return;
  uint64_t number = number_at(found + strlen(settings.numbered), end);
  if (connection->last_number && number != connection->last_number + 1)
    (connection->slow ? &worker->tally.slow : &worker->tally.quick)->jumps++;
  connection->last_number = number;
}

static bool begins(const struct frame *frame, const char *prefix) {
  size_t length = strlen(prefix);
  return !frame->compressed && frame->length >= length && !memcmp(frame->payload, prefix, length);
}

static void count_messages(struct worker *worker, struct connection *connection, const struct frame *frame, uint64_t now) {
  struct received *received = connection->slow ? &worker->tally.slow : &worker->tally.quick;
  received->frames++;
  received->payload_bytes += frame->length;
  if (frame->compressed) {
    received->compressed++;
    return;
  }
  if (settings.only && !begins(frame, settings.only)) return;
  const unsigned char *end = frame->payload + frame->length;
  const unsigned char *found = find_marker(worker, frame->payload, frame->length);
  if (!found) return;
  if (!settings.every) {
    received->messages++;
    count_latency(received, found, end, now);
    return;
  }
  size_t marker = strlen(settings.marker);
  const unsigned char *from = frame->payload;
  while ((found = memmem(from, (size_t)(end - from), settings.marker, marker))) {
    from = found + marker;
    received->messages++;
    count_latency(received, from, end, now);
  }
}

static bool take_message(struct worker *worker, struct connection *connection, const struct frame *frame, uint64_t now) {
  if (connection->state == OPENED && settings.ready && begins(frame, settings.ready)) connection_ready(worker, connection);
  for (int i = 0; i < settings.answer_count; i++)
    if (begins(frame, settings.answers[i].prefix) &&
        !wire_send_filled(connection, settings.answers[i].text))
      return false;
  if (settings.numbered && !frame->compressed) check_number(worker, connection, frame);
  if (worker->measuring) count_messages(worker, connection, frame, now);
  return true;
}

static bool take_close(struct worker *worker, struct connection *connection, const struct frame *frame) {
  char why[PROBLEM_TEXT];
  if (frame->length < 2) {
    snprintf(why, sizeof why, "closed by the server without a code");
  } else {
    snprintf(why, sizeof why, "closed by the server: %d %.*s", frame->payload[0] << 8 | frame->payload[1],
             (int)(frame->length - 2), (char *)frame->payload + 2);
  }
  connection_fail(worker, connection, why);
  return false;
}

static bool take(struct worker *worker, struct connection *connection, const struct frame *frame, uint64_t now) {
  if (frame->opcode <= BINARY) return take_message(worker, connection, frame, now);
  if (frame->opcode == CLOSE_FRAME) return take_close(worker, connection, frame);
  if (frame->opcode == PING) {
    worker->tally.pings++;
    return wire_send(connection, PONG, (char *)frame->payload, frame->length);
  }
  return true;
}

/* The frame's length with its head, 0 if it has not come wholly. */
static size_t parse(struct frame *frame, unsigned char *bytes, size_t length) {
  if (length < 2) return 0;
  size_t head = 2;
  uint64_t payload = bytes[1] & 127u;
  if (payload >= 126) {
    head = payload == 126 ? 4 : 10;
    if (length < head) return 0;
    payload = 0;
    for (size_t i = 2; i < head; i++) payload = payload << 8 | bytes[i];
  }
  if (length - head < payload) return 0;
  *frame = (struct frame){bytes[0] & 15u, bytes[0] & 0x40, bytes + head, (size_t)payload};
  return head + (size_t)payload;
}

long wire_received(struct worker *worker, struct connection *connection, unsigned char *bytes, size_t length) {
  uint64_t now = now_epoch_us();
  size_t at = 0, taken;
  struct frame frame;
  while ((taken = parse(&frame, bytes + at, length - at))) {
    if (bytes[at + 1] & 0x80) {
      connection_fail(worker, connection, "the server masked a frame");
      return -1;
    }
    if (!take(worker, connection, &frame, now)) {
      if (connection->state != ENDED) connection_fail(worker, connection, "could not send");
      return -1;
    }
    at += taken;
  }
  return (long)at;
}
