package io.quotewire.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    @Test
    void nodesFeedsAndTroublesAreShown() {
        JsonObject status = new JsonObject("""
                {"members": 3, "nodes": [
                  {"node": "aa", "health": "healthy", "phase": "READY", "uptimeSeconds": 3725, "verticles": {
                    "gateway": {"answered": true, "checks": {}, "addresses": {"http": "http://h:1/"},
                      "figures": {"connections": 3, "users": 2, "subscriptions": 12}}}},
                  {"node": "bbb", "health": "degraded", "phase": "READY", "uptimeSeconds": 59, "verticles": {
                    "feed": {"answered": true, "addresses": {},
                      "checks": {"sim": {"ok": false, "text": "RECONNECTING: gone\\u001b[2J"}},
                      "figures": {"feeds": {"sim": {"state": "RECONNECTING", "type": "simulator", "symbols": 8,
                        "ticks": 100, "lastTickAgeMs": 61000, "reason": "gone"}}}},
                    "notification": {"answered": false, "checks": {}, "figures": {"stored": 7}}}}]}
                """);

        assertThat(StatusTable.of(status)).isEqualTo("""
                NODE  HEALTH    PHASE  UP         CONNECTIONS  USERS  SUBSCRIPTIONS  STORED  ROLES              ADDRESSES
                aa    healthy   READY  1 h 2 min  3            2      12             -       gateway            http://h:1/
                bbb   degraded  READY  59 s       -            -      -              7       feed,notification  -

                FEED  NODE  STATE         TYPE       SYMBOLS  TICKS  LAST TICK  REASON
                sim   bbb   RECONNECTING  simulator  8        100    1 min ago  gone

                ! bbb feed sim: RECONNECTING: gone [2J
                ! bbb notification: does not answer
                ! 1 of 3 members of the cluster did not answer in time""");
    }

    @Test
    void whatIsNotToldIsADash() {
        assertThat(StatusTable.of(new JsonObject("{\"nodes\":[{\"node\":1,\"verticles\":5},7]}"))
                        .lines())
                .hasSize(2)
                .last()
                .asString()
                .matches("1 +- +- +- +- +- +- +- +-?.*");
    }
}
