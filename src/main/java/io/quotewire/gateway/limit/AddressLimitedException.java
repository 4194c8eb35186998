package io.quotewire.gateway.limit;

/** An address has had its share. Expected, so it has no stack trace. */
public final class AddressLimitedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Admission.Answer answer;

    /**
     * A refusal.
     *
     * @param answer which limit, and for how long
     */
    public AddressLimitedException(Admission.Answer answer) {
        super(answer.verdict().name(), null, false, false);
        this.answer = answer;
    }

    /**
     * What was said.
     *
     * @return which limit, and for how long
     */
    public Admission.Answer answer() {
        return answer;
    }
}
