package io.quotewire.gateway.transport;

import io.quotewire.bus.Address;
import io.quotewire.bus.CredentialAnswer;
import io.quotewire.bus.CredentialQuestion;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.Action;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * Tells other verticles whose a credential is, as the gateway's own doors would see it, and has it written down when it is
 * refused. Only credentials that no browser sends by itself are looked at. Confined to one event loop.
 */
public final class CredentialDesk {
    private final Entrance entrance;
    private final TransportRecords records;
    private final Policy policy;

    /**
     * A desk that answers nothing yet.
     *
     * @param services what the transports share
     */
    public CredentialDesk(TransportServices services) {
        entrance = new Entrance(services);
        records = new TransportRecords(services);
        policy = services.policy();
    }

    /**
     * Answers from now on.
     *
     * @param scope owns the consumer
     * @return succeeds when the cluster knows it
     */
    public Future<Void> start(Scope scope) {
        return scope.consume(Address.AUTH_VERIFY.text(), this::answer);
    }

    private void answer(Message<Object> message) {
        CredentialQuestion question;
        try {
            question = CredentialQuestion.from(message.body() instanceof JsonObject json ? json : new JsonObject());
        } catch (MalformedMessageException malformed) {
            message.fail(FailureCode.BAD_MESSAGE.number(), String.valueOf(malformed.getMessage()));
            return;
        }
        principal(question)
                .onSuccess(principal -> decide(message, question, principal))
                .onFailure(failure -> refuse(message, failure));
    }

    private Future<Principal> principal(CredentialQuestion question) {
        MultiMap headers = HttpHeaders.headers();
        if (question.authorization() != null) {
            headers.add("Authorization", question.authorization());
        }
        if (question.apiKey() != null) {
            headers.add("X-API-Key", question.apiKey());
        }
        return entrance.principal(headers, MultiMap.caseInsensitiveMultiMap(), question.ip());
    }

    private void decide(Message<Object> message, CredentialQuestion question, Principal principal) {
        if (principal.isAnonymous()) {
            CredentialRefusedException missing =
                    new CredentialRefusedException(Reason.MALFORMED, "a credential is required");
            records.credentialRefused(Whom.at(question.ip()), missing);
            refuse(message, missing);
        } else if (policy.decide(principal, Action.ADMINISTER).isNo()) {
            Whom whom = new Whom(question.ip(), null, principal.userId());
            records.refused(whom, ErrorCode.FORBIDDEN, question.what());
            message.fail(FailureCode.FORBIDDEN.number(), "this is for administrators");
        } else {
            message.reply(new CredentialAnswer(Objects.requireNonNull(principal.userId()), principal.role()).toJson());
        }
    }

    private static void refuse(Message<Object> message, Throwable failure) {
        Entrance.Refused refused = Entrance.refused(failure);
        FailureCode code = refused.status() == 401 || refused.status() == 400
                ? FailureCode.UNAUTHORIZED
                : refused.refusal().code() == ErrorCode.RATE_LIMITED
                        ? FailureCode.RATE_LIMITED
                        : refused.status() == 503 ? FailureCode.TIMEOUT : FailureCode.INTERNAL;
        message.fail(code.number(), String.valueOf(refused.refusal().getMessage()));
    }
}
