package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong by our fault: the log has it, the client gets a reference to it. Stateless. */
final class Defect {
    private static final Logger LOG = LoggerFactory.getLogger(Defect.class);

    private Defect() {}

    /** Writes it down; what the client is told. */
    static Refusal refusal(RuntimeException defect, Opening opening) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.atError()
                .addKeyValue("reference", reference)
                .addKeyValue("connection", opening.connectionId())
                .setCause(defect)
                .log("request failed");
        return Refusal.of(ErrorCode.INTERNAL, "internal error, reference " + reference);
    }
}
