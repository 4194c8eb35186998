package io.quotewire.monitoring.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.testkit.AuditRows;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What administrators do over HTTP, with a gateway of two event loops and real clients. */
class AdminApiTest {
    private static final String JSON = "Content-Type: application/json";
    private static final String ROOT = "Authorization: Bearer " + GatewayHarness.token("root", "ADMIN");
    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness gateway;
    private AuditRows audit;
    private int port;

    @TempDir
    Path dir;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(
                new JsonObject("{\"eventLoops\":2,\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0}}"));
        port = gateway.deployManagement(dir);
        audit = new AuditRows(dir);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.close();
    }

    private RawSocket open(String path, String user) {
        Map<String, String> headers =
                user.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + GatewayHarness.token(user, "TRADER"));
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private static String idOf(RawSocket socket) {
        return socket.await("connected").getJsonObject("data").getString("connectionId");
    }

    private RawHttp.Answer get(String path) {
        return RawHttp.once(port, "GET", path, "", ROOT);
    }

    private RawHttp.Answer post(String path, String body) {
        return RawHttp.once(port, "POST", path, body.replace('\'', '"'), ROOT, JSON);
    }

    private JsonObject done(AdminOperation operation, RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonObject body = new JsonObject(answer.body());
        JsonObject schema = AdminDocumentTest.document()
                .getJsonObject("paths")
                .getJsonObject(operation.path())
                .getJsonObject(operation.method().name().toLowerCase(java.util.Locale.ROOT))
                .getJsonObject("responses")
                .getJsonObject("200")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");
        assertAsDescribed(schema, body);
        return body;
    }

    /** Names of fields only, all the way down. */
    private static void assertAsDescribed(JsonObject schema, JsonObject value) {
        JsonObject meant = schema;
        if (schema.containsKey("$ref")) {
            String name = schema.getString("$ref").replaceAll(".*/", "");
            meant = AdminDocumentTest.document()
                    .getJsonObject("components")
                    .getJsonObject("schemas")
                    .getJsonObject(name);
        }
        JsonObject properties = meant.getJsonObject("properties");
        assertThat(properties.fieldNames()).containsAll(value.fieldNames());
        for (Object required : meant.getJsonArray("required", new JsonArray())) {
            assertThat(value.fieldNames()).contains(required.toString());
        }
        for (String name : value.fieldNames()) {
            if (value.getValue(name) instanceof JsonArray array && !array.isEmpty()) {
                assertAsDescribed(properties.getJsonObject(name).getJsonObject("items"), array.getJsonObject(0));
            }
        }
    }

    @Test
    void connectionsAreListedPageByPageAndFound() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(idOf(open("/ws", i < 3 ? "ann" : "")));
        }
        open("/eventbus/websocket", "bob");
        Awaitility.await().until(() -> gateway.figures().getInteger("busPeers") == 1);

        Set<String> seen = new java.util.TreeSet<>();
        String after = "";
        for (int page = 0; page < 3; page++) {
            JsonObject body = done(AdminOperation.CONNECTIONS, get("/admin/connections?limit=2" + after));
            assertThat(body.getInteger("total")).isEqualTo(6 - 2 * page);
            assertThat(body.getJsonArray("connections")).hasSize(2);
            body.getJsonArray("connections").forEach(one -> seen.add(((JsonObject) one).getString("connectionId")));
            after = "&after=" + body.getString("next");
        }
        assertThat(seen).hasSize(6).containsAll(ids);
        assertThat(after).endsWith("null");
        assertThat(done(AdminOperation.CONNECTIONS, get("/admin/connections?userId=ann"))
                        .getInteger("total"))
                .isEqualTo(3);
        assertThat(done(AdminOperation.CONNECTIONS, get("/admin/connections?ip=::ffff:127.0.0.1&node=test"))
                        .getInteger("total"))
                .isEqualTo(6);
        assertThat(done(AdminOperation.CONNECTIONS, get("/admin/connections?node=elsewhere"))
                        .getInteger("total"))
                .isZero();
        JsonObject one = done(AdminOperation.CONNECTION, get("/admin/connections/" + ids.get(0)));
        assertThat(one.getString("userId")).isEqualTo("ann");
        assertThat(one.getString("ip")).isEqualTo("127.0.0.1");
        assertThat(get("/admin/connections/nobody").status()).isEqualTo(404);
        audit.await("ADMIN_ACTION", "\"command\":\"connections\"", "\"by\":\"root\"", "\"shown\":2");
    }

    @Test
    void connectionsAreClosedAndTheAuditSaysByWhomWhoseAndHowMany() {
        RawSocket hers = open("/ws", "ann");
        RawSocket other = open("/ws", "");
        String id = idOf(other);

        assertThat(done(AdminOperation.DISCONNECT, post("/admin/disconnect", "{'userId':'ann','reason':'why not'}"))
                        .getInteger("closed"))
                .isEqualTo(1);
        assertThat(done(AdminOperation.DISCONNECT, post("/admin/disconnect", "{'connectionId':'" + id + "'}"))
                        .getInteger("closed"))
                .isEqualTo(1);

        assertThat(hers.await("closed").getInteger("code")).isEqualTo(4503);
        assertThat(other.await("closed").getInteger("code")).isEqualTo(4503);
        JsonObject row = audit.await("ADMIN_ACTION", "\"userId\":\"ann\"", "\"command\":\"disconnect\"");
        assertThat(row.getJsonObject("details"))
                .isEqualTo(new JsonObject("{\"command\":\"disconnect\",\"by\":\"root\",\"reason\":\"why not\","
                        + "\"closed\":1,\"nodes\":1,\"kept\":true}"));
        audit.await("ADMIN_ACTION", id);
        audit.await("CONNECTION_CLOSED", id, "FORBIDDEN");
    }

    @Test
    void blocksAndRevocationsAreMadeListedAndLifted() {
        done(AdminOperation.BLOCK, post("/admin/block", "{'ip':'192.0.2.7','seconds':60,'reason':'a scan'}"));
        done(AdminOperation.BLOCK, post("/admin/block", "{'ip':'192.0.2.8'}"));
        done(AdminOperation.REVOKE, post("/admin/revoke", "{'userId':'ann'}"));
        done(AdminOperation.REVOKE, post("/admin/revoke", "{'tokenId':'lost'}"));

        JsonObject first = done(AdminOperation.BLOCKS, get("/admin/blocks?limit=1"));
        assertThat(first.getInteger("total")).isEqualTo(2);
        JsonObject block = first.getJsonArray("blocks").getJsonObject(0);
        assertThat(block.getString("ip")).isEqualTo("192.0.2.7");
        assertThat(block.getString("by")).isEqualTo("root");
        assertThat(block.getString("reason")).isEqualTo("a scan");
        JsonObject second = done(AdminOperation.BLOCKS, get("/admin/blocks?limit=1&after=" + first.getString("next")));
        assertThat(second.getJsonArray("blocks").getJsonObject(0).getString("ip"))
                .isEqualTo("192.0.2.8");
        assertThat(second.containsKey("next")).isFalse();
        JsonArray revoked =
                done(AdminOperation.REVOCATIONS, get("/admin/revocations")).getJsonArray("revocations");
        assertThat(revoked).hasSize(2);
        done(AdminOperation.UNBLOCK, post("/admin/unblock", "{'ip':'192.0.2.7'}"));
        assertThat(done(AdminOperation.BLOCKS, get("/admin/blocks")).getInteger("total"))
                .isEqualTo(1);
        audit.await("ADMIN_ACTION", "\"command\":\"block\"", "192.0.2.7", "a scan", "\"seconds\":60");
        audit.await("ADMIN_ACTION", "\"command\":\"unblock\"", "192.0.2.7");
        audit.await("ADMIN_ACTION", "\"command\":\"revoke\"", "\"tokenId\":\"lost\"");
    }

    @Test
    void aMessageGoesToAUserOrToAll() {
        RawSocket hers = open("/ws", "ann");
        RawSocket nobodys = open("/ws/prices", "");

        assertThat(done(AdminOperation.SYSTEM, post("/admin/system", "{'userId':'ann','message':'to \\u00e4nn'}"))
                        .getInteger("told"))
                .isEqualTo(1);
        assertThat(done(AdminOperation.SYSTEM, post("/admin/system", "{'all':true,'message':'to all'}"))
                        .getInteger("told"))
                .isEqualTo(2);

        JsonObject first = hers.await("system");
        assertThat(first.getString("action")).isEqualTo("message");
        assertThat(first.getString("message")).isEqualTo("to \u00e4nn");
        assertThat(first.getJsonObject("data").getString("message")).isEqualTo("to \u00e4nn");
        assertThat(hers.await("system").getString("message")).isEqualTo("to all");
        assertThat(nobodys.await("system").getString("message")).isEqualTo("to all");
        audit.await("ADMIN_ACTION", "\"command\":\"system\"", "\"told\":2", "to all");
    }

    @Test
    void aWatchTellsWhatAUserDoesAndNeverWhatMessagesSay() {
        gateway.deployNotifications();
        RawSocket before = open("/ws", "ann");
        String id = idOf(before);
        open("/ws", "bob");
        try (RawHttp stream = new RawHttp(port)) {
            RawHttp.Head head = stream.begin("POST", "/admin/watch", "{\"userId\":\"ann\",\"seconds\":60}", ROOT, JSON);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo("application/x-ndjson");
            JsonObject watch = new JsonObject(stream.chunk());
            assertThat(watch.getInteger("watched")).isEqualTo(1);
            assertThat(await(stream, "CONNECTED").getString("connectionId")).isEqualTo(id);

            before.send("{\"type\":\"subscribe\",\"channels\":[\"notifications\",\"prices:NOPE\"]}");
            assertThat(await(stream, "MESSAGE_RECEIVED")
                            .getJsonObject("details")
                            .getString("type"))
                    .isEqualTo("subscribe");
            assertThat(await(stream, "SUBSCRIBED").getJsonObject("details").getJsonArray("channels"))
                    .containsExactly("notifications");
            assertThat(await(stream, "REFUSED").getJsonObject("details").getString("code"))
                    .isEqualTo("UNKNOWN_SYMBOL");
            gateway.notify("ann", "a private title", "a private body");
            JsonObject sent = await(stream, "MESSAGE_SENT", "notification");
            assertThat(sent.encode()).doesNotContain("private");
            RawSocket later = open("/ws", "ann");
            assertThat(await(stream, "CONNECTED").getString("connectionId")).isNotEqualTo(id);
            later.send("{}");
            gateway.command(
                    Address.CONTROL_DISCONNECT, new JsonObject().put("by", "x").put("userId", "ann"));
            assertThat(await(stream, "CLOSED").getJsonObject("details").getString("reason"))
                    .isEqualTo("FORBIDDEN");
        }
        audit.await("ADMIN_ACTION", "\"command\":\"watch\"", "\"userId\":\"ann\"", "\"seconds\":60", "\"watched\":1");
        audit.await("MESSAGE_SENT", "notification");
        assertThat(audit.all().toString()).doesNotContain("private");
    }

    private static JsonObject await(RawHttp stream, String kind, String... parts) {
        while (true) {
            String line = stream.chunk();
            if (line.isBlank()) {
                continue;
            }
            JsonObject event = new JsonObject(line);
            assertThat(event.getString("userId")).isEqualTo("ann");
            if (event.getString("kind").equals(kind) && List.of(parts).stream().allMatch(line::contains)) {
                return event;
            }
        }
    }

    @Test
    void aWatchEndsByItself() {
        try (RawHttp stream = new RawHttp(port)) {
            String events = "Accept: text/event-stream";
            RawHttp.Head head =
                    stream.begin("POST", "/admin/watch", "{\"ip\":\"::1\",\"seconds\":1}", ROOT, JSON, events);
            assertThat(head.header("content-type")).isEqualTo("text/event-stream");
            assertThat(stream.body(head)).startsWith("data: {");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AdminOperation.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OPENAPI"})
    void nobodyButAdministratorsMayDoAnything(AdminOperation operation) {
        String method = operation.method().name();
        String path = operation.path().replace("{connectionId}", "x");
        String body = method.equals("POST") ? "{}" : "";
        String trader = GatewayHarness.token("ann", "TRADER");
        String forged = trader.substring(0, trader.length() - 8) + "AAAAAAAA";

        RawHttp.Answer missing = RawHttp.once(port, method, path, body, JSON);
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(RawHttp.once(port, method, path, body, JSON, "Authorization: Bearer " + forged)
                        .status())
                .isEqualTo(401);
        assertThat(RawHttp.once(port, method, path, body, JSON, "Authorization: Bearer " + trader)
                        .status())
                .isEqualTo(403);
        String root = ROOT.replace("Authorization: Bearer ", "");
        assertThat(RawHttp.once(port, method, path, body, JSON, "Cookie: quotewire_token=" + root)
                        .status())
                .isEqualTo(401);
        assertThat(RawHttp.once(port, method, path + "?access_token=" + root, body, JSON)
                        .status())
                .isEqualTo(401);
        audit.await("SECURITY_VIOLATION", "\"userId\":\"ann\"", "admin " + operation.text());
        audit.await("AUTH_FAILED", "SIGNATURE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disconnect | {}                                       | userId",
                "disconnect | {'userId':'a','ip':'::1'}                | userId",
                "disconnect | {'userId':'a','by':'somebody else'}      | body",
                "disconnect | []                                       | body",
                "disconnect | {'userId':'a','userId':'b'}              | body",
                "revoke     | {'ip':'::1'}                             | body",
                "revoke     | {'tokenId':'eyJhbGciOiJub25lIn0.e30.'}   | tokenId",
                "watch      | {'userId':'eyJhbGciOiJub25lIn0.e30.'}    | userId",
                "block      | {'ip':'example.com'}                     | ip",
                "block      | {'ip':'::1','seconds':0}                 | seconds",
                "unblock    | {'ip':7}                                 | ip",
                "watch      | {'userId':'a','seconds':3601}            | seconds",
                "system     | {'message':'to whom'}                    | all",
                "system     | {'all':true,'userId':'a','message':'x'}  | all",
                "system     | {'all':true}                             | message",
            })
    void whatCannotBeDoneNamesTheFieldAndIsAudited(String what, String body, String field) {
        RawHttp.Answer answer = post("/admin/" + what, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("BAD_MESSAGE");
        assertThat(error.getJsonObject("details").getString("field")).isEqualTo(field);
        JsonObject row = audit.await("ADMIN_ACTION", "\"command\":\"" + what + "\"", "\"refused\":\"BAD_MESSAGE\"");
        assertThat(row.getJsonObject("details").getString("by")).isEqualTo("root");
        assertThat(row.encode()).doesNotContain("eyJ");
    }

    @Test
    void pagesOfOtherSitesCanDoNothing() {
        for (String header : List.of(
                "Origin: https://elsewhere.example",
                "Origin: null",
                "Origin: http://127.0.0.1:" + (port + 1),
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site")) {
            RawHttp.Answer answer = RawHttp.once(port, "GET", "/admin/connections", "", ROOT, header);
            assertThat(answer.status()).as(header).isEqualTo(403);
            assertThat(answer.header("access-control-allow-origin")).isEmpty();
        }
        String own = "Origin: http://127.0.0.1:" + port;
        assertThat(RawHttp.once(port, "GET", "/admin/connections", "", ROOT, own)
                        .status())
                .isEqualTo(200);
        assertThat(RawHttp.once(port, "OPTIONS", "/admin/disconnect", "", "Origin: https://elsewhere.example")
                        .status())
                .isEqualTo(403);
        String form = "Content-Type: text/plain";
        assertThat(RawHttp.once(port, "POST", "/admin/disconnect", "{\"userId\":\"a\"}", ROOT, form)
                        .status())
                .isEqualTo(415);
        assertThat(named("rebound.example:" + port)).isEqualTo(403);
        assertThat(named("localhost:" + port)).isEqualTo(200);
        assertThat(named("[::1]")).isEqualTo(200);
        audit.await("SECURITY_VIOLATION", "ORIGIN");
        audit.await("SECURITY_VIOLATION", "HOST");
    }

    private int named(String host) {
        try (RawHttp http = new RawHttp(port)) {
            http.bytes(("GET /admin/connections HTTP/1.1\r\nHost: " + host + "\r\n" + ROOT + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return http.head().status();
        }
    }

    @Test
    void refusalsThatAnybodyCanCauseAreBounded() {
        for (int i = 0; i < 30; i++) {
            RawHttp.once(port, "GET", "/admin/blocks", "", "Origin: https://elsewhere.example");
        }
        post("/admin/unblock", "{'ip':'192.0.2.1'}");
        audit.await("ADMIN_ACTION", "192.0.2.1");
        assertThat(audit.all().stream().filter(row -> row.encode().contains("ORIGIN")))
                .hasSize(20);
    }

    @Test
    void whatIsNotThereIsNotFoundAndBodiesAreBounded() {
        assertThat(get("/admin").status()).isEqualTo(404);
        assertThat(get("/admin/").status()).isEqualTo(404);
        assertThat(get("/admin/connections/a/b").status()).isEqualTo(404);
        assertThat(get("/admin/disconnect").status()).isEqualTo(405);
        assertThat(get("/admin/connections?limit=0").status()).isEqualTo(400);
        assertThat(get("/admin/connections?limit=x").status()).isEqualTo(400);
        assertThat(get("/admin/connections?wrong=1").status()).isEqualTo(400);
        assertThat(get("/admin/connections?ip=1&ip=2").status()).isEqualTo(400);
        assertThat(post("/admin/disconnect", "{'reason':'" + "x".repeat(20_000) + "'}")
                        .status())
                .isEqualTo(413);
        JsonObject document = new JsonObject(
                RawHttp.once(port, "GET", "/admin/openapi.json", "").body());
        assertThat(document).isEqualTo(AdminDocumentTest.document());
    }

    @Test
    void whereNoGatewayAnswersItIsUnavailableForNow() {
        gateway.drain();
        RawHttp.Answer answer = get("/admin/connections");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
    }

    @Test
    void revokedAdministratorsAreNoneAnyMore() {
        done(AdminOperation.REVOKE, post("/admin/revoke", "{'userId':'root'}"));
        assertThat(get("/admin/blocks").status()).isEqualTo(401);
    }
}
