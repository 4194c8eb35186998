package io.quotewire.gateway.transport.sockjs;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** A client is not let in: the HTTP answer to the request that would have opened its session. Has no stack trace. */
public final class SockJsRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final transient JsonObject body;
    private final transient Map<String, String> headers;

    /**
     * A refusal.
     *
     * @param status the HTTP status, 400 to 599
     * @param headers of the answer, beside those of the protocol
     * @param body of the answer; not to be changed any more
     */
    public SockJsRefusal(int status, Map<String, String> headers, JsonObject body) {
        super("refused with " + status, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    JsonObject body() {
        return body;
    }
}
