package io.quotewire.launcher.node;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.slf4j.LoggerFactory;

/**
 * Takes SIGTERM and SIGINT: the first one asks for a drain, the second one ends the process at once.
 *
 * <p>The JDK's class for this has no supported name, so it is reached by reflection; a JVM without it ends at the first
 * signal.
 */
public final class Signals {
    private static final Map<String, Integer> NUMBERS = Map.of("TERM", 15, "INT", 2);
    private static final int SIGNALLED = 128;

    private Signals() {}

    /**
     * Starts listening, for the rest of the process's life.
     *
     * @param halt ends the process at once with an exit code
     * @return completed with the exit code when the first signal comes
     */
    public static CompletableFuture<Integer> listen(IntConsumer halt) {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        NUMBERS.forEach((name, number) -> {
            int exitCode = SIGNALLED + number;
            handle(name, () -> {
                if (!first.complete(exitCode)) {
                    halt.accept(exitCode);
                }
            });
        });
        return first;
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler invocation = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> "handler of SIG" + name;
            };
            Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, invocation);
            Object named = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, named, proxy);
        } catch (ReflectiveOperationException e) {
            LoggerFactory.getLogger(Signals.class)
                    .atWarn()
                    .addKeyValue("signal", name)
                    .log("this JVM gives no access to signals: there will be no drain");
        }
    }
}
