package io.quotewire.testkit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What this process logs while it is open. */
public final class LogLines implements AutoCloseable {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /** Listens from now on. */
    public LogLines() {
        log.start();
        root().addAppender(log);
    }

    /** The fields of those lines whose message has this in it. */
    public List<String> fields(String part) {
        return events().stream()
                .filter(event -> event.getFormattedMessage().contains(part))
                .map(event -> String.valueOf(event.getKeyValuePairs()))
                .toList();
    }

    /** Lines with a stack trace: nothing that is expected has one. */
    public List<String> traces() {
        return events().stream()
                .filter(event -> event.getThrowableProxy() != null)
                .map(event -> event + ": " + event.getThrowableProxy().getMessage())
                .toList();
    }

    @Override
    public void close() {
        root().detachAppender(log);
    }

    private List<ILoggingEvent> events() {
        return List.copyOf(log.list);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
