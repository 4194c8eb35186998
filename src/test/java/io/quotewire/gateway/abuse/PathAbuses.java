package io.quotewire.gateway.abuse;

import static io.quotewire.gateway.abuse.Abuse.get;

import java.util.List;
import java.util.stream.Stream;

/** Targets that want out of the folders that are served. */
final class PathAbuses {
    private static final List<String> PATHS = List.of(
            "/../../../../etc/passwd",
            "/client/../../../verticles.json",
            "/client/%2e%2e/%2e%2e/verticles.json",
            "/client/%252e%252e%252fverticles.json",
            "/client/..%2f..%2fverticles.json",
            "/client/..%5c..%5cverticles.json",
            "/client/..\\..\\verticles.json",
            "/client/%c0%ae%c0%ae/verticles.json",
            "/client/....//....//verticles.json",
            "/client//etc/passwd",
            "/client/%00",
            "/client/index.js%00.html",
            "/client/index.js/..",
            "/client/.git/config",
            "/api/prices/%2e%2e%2fhealth",
            "/api/prices/%ff",
            "/api/prices/BTC-USD%00",
            "/api/prices/BTC-USD;jsessionid=1",
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/io/quotewire/launcher/Main.class",
            "/sockjs/../metrics",
            "/metrics",
            "/admin/connections");

    /** What no path can be. */
    private static final List<String> BROKEN = List.of("/client/%zz", "/client/%", "/%");

    private PathAbuses() {}

    static Stream<Abuse> all() {
        return Stream.concat(PATHS.stream(), BROKEN.stream())
                .map(path -> get("path " + path, BROKEN.contains(path) ? "400" : "404 (200)", path));
    }
}
