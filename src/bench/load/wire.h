/* The WebSocket protocol (RFC 6455), as far as a client of well-behaved servers needs it. */
#ifndef WIRE_H
#define WIRE_H
#include <stddef.h>

#include "worker.h"

enum { TEXT = 1, BINARY = 2, CLOSE_FRAME = 8, PING = 9, PONG = 10 };

bool wire_request(struct connection *connection);
/* Reads the answer to the request: how many bytes it took, 0 if it has not come wholly, -1 if it is a refusal. */
long wire_upgraded(struct worker *worker, struct connection *connection, unsigned char *bytes, size_t length);
bool wire_send(struct connection *connection, int opcode, const char *text, size_t length);
bool wire_send_filled(struct connection *connection, const char *template);
/* Takes in all whole frames: how many bytes they were, or -1 if the connection was ended. */
long wire_received(struct worker *worker, struct connection *connection, unsigned char *bytes, size_t length);
#endif
