package io.quotewire.gateway;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.KeyServer;
import io.quotewire.testkit.TokenForge;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tokens that must not be accepted, for a gateway that knows {@link GatewayHarness#SECRET} and these public keys. */
final class HostileTokens {
    /** What the gateway expects. */
    static final String ISSUER = "https://id.example.com";

    /** What the gateway expects. */
    static final String AUDIENCE = "quotewire";

    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final String EXPIRED = "TOKEN_EXPIRED";
    private final List<Hostile> all = new ArrayList<>();
    private final KeyPair rsa;
    private final KeyPair ec;
    private final KeyPair ed;
    private final KeyServer elsewhere;

    HostileTokens(KeyPair rsa, KeyPair ec, KeyPair ed, KeyServer elsewhere) {
        this.rsa = rsa;
        this.ec = ec;
        this.ed = ed;
        this.elsewhere = elsewhere;
    }

    /**
     * A token.
     *
     * @param name what is wrong with it
     * @param text as it is sent
     * @param code of the error that it is refused with
     */
    record Hostile(String name, String text, String code) {
        /** Whether this carrier cannot carry it as it is. */
        boolean unfitFor(TokenCarrier carrier) {
            boolean name = text.matches("[\\w.-]*");
            return carrier.isInRequest()
                    && ((carrier == TokenCarrier.SUBPROTOCOL && !name) || text.isEmpty() || text.length() > 7_000);
        }
    }

    static long now() {
        return System.currentTimeMillis() / 1000;
    }

    static JsonObject goodClaims() {
        return new JsonObject()
                .put("sub", "alice")
                .put("role", "TRADER")
                .put("iss", ISSUER)
                .put("aud", AUDIENCE)
                .put("iat", now() - 10)
                .put("exp", now() + 3600);
    }

    List<Hostile> all() {
        if (all.isEmpty()) {
            algorithms();
            confusions();
            keysWithin();
            keyIds();
            extensions();
            times();
            names();
            roles();
            forms();
            json();
            signatures();
        }
        return all;
    }

    private void add(String name, String text) {
        all.add(new Hostile(name, text, "UNAUTHORIZED"));
    }

    private static String signed(String header, String claims) {
        return TokenForge.hmac(header, utf8(GatewayHarness.SECRET), claims);
    }

    private static String signed(byte[] claims) {
        return TokenForge.hmac(utf8(HS256), utf8(GatewayHarness.SECRET), claims);
    }

    private static String good() {
        return signed(HS256, goodClaims().encode());
    }

    private static String unsigned(String header) {
        return TokenForge.part(header) + "." + TokenForge.part(goodClaims().encode()) + ".";
    }

    private void algorithms() {
        for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
            add("alg '" + none + "', no signature", unsigned("{\"alg\":\"" + none + "\"}"));
            add(
                    "alg '" + none + "', a signature",
                    signed("{\"alg\":\"" + none + "\"}", goodClaims().encode()));
        }
        for (String alg : List.of(
                "\"HS384\"", "\"hs256\"", "\"RS512\"", "\"PS256\"", "\"ES256K\"", "null", "256", "[\"HS256\"]")) {
            add("alg " + alg, signed("{\"alg\":" + alg + "}", goodClaims().encode()));
        }
        add("no alg", signed("{\"typ\":\"JWT\"}", goodClaims().encode()));
    }

    private void confusions() {
        String claims = goodClaims().encode();
        for (KeyPair pair : List.of(rsa, ec, ed)) {
            String kind = pair.getPublic().getAlgorithm();
            String pem = TokenForge.pem(pair.getPublic());
            add(kind + " public key as the secret, PEM", TokenForge.hmac(HS256, utf8(pem), claims));
            add(kind + " public key as the secret, PEM stripped", TokenForge.hmac(HS256, utf8(pem.strip()), claims));
            add(
                    kind + " public key as the secret, DER",
                    TokenForge.hmac(HS256, pair.getPublic().getEncoded(), claims));
        }
        String hmac = signed(HS256, claims);
        String signature = hmac.substring(hmac.lastIndexOf('.'));
        String rs256 = TokenForge.part("{\"alg\":\"RS256\"}") + "." + TokenForge.part(claims);
        add("an HMAC called RS256", rs256 + signature);
        add("wrong secret", TokenForge.hmac(HS256, utf8("another secret that is long enough, 32 bytes"), claims));
        add("an empty secret's stand-in", TokenForge.hmac(HS256, new byte[1], claims));
        add("wrong RSA key", TokenForge.token("RS256", TokenForge.rsa(), goodClaims()));
        add("wrong EC key", TokenForge.token("ES256", TokenForge.ec("secp256r1"), goodClaims()));
        add("wrong Ed25519 key", TokenForge.token("EdDSA", TokenForge.ed("Ed25519"), goodClaims()));
    }

    /** Signed with a key that the token brings along, or says where to find. */
    private void keysWithin() {
        KeyPair own = TokenForge.rsa();
        JsonObject jwk = TokenForge.jwk(own.getPublic(), "own");
        elsewhere.answering(KeyServer.keys(jwk));
        JsonObject header = new JsonObject().put("alg", "RS256").put("kid", "own");
        String der = Base64.getEncoder().encodeToString(own.getPublic().getEncoded());
        Map<String, Object> members = Map.of(
                "jwk", jwk,
                "jku", elsewhere.url("/jku"),
                "x5u", elsewhere.url("/x5u"),
                "x5c", new JsonArray().add(der));
        members.forEach((name, value) ->
                add("key in " + name, TokenForge.token(header.copy().put(name, value), own, goodClaims())));
        add("kid is an address", TokenForge.token(header.copy().put("kid", elsewhere.url("/kid")), own, goodClaims()));
        add("iss is an address", TokenForge.token(header, own, goodClaims().put("iss", elsewhere.url("/"))));
    }

    private void keyIds() {
        List<String> ids = List.of(
                "../../../../dev/null",
                "/dev/null",
                "file:///etc/hostname",
                "x' UNION SELECT 'key' --",
                "r1\u0000",
                "",
                "$(id)",
                "%s%n");
        for (String id : ids) {
            JsonObject header = new JsonObject().put("alg", "HS256").put("kid", id);
            add(
                    "kid " + id,
                    TokenForge.hmac(header.encode(), new byte[1], goodClaims().encode()));
        }
        JsonObject known = new JsonObject().put("alg", "HS256").put("kid", "r1");
        add(
                "kid of an RSA key",
                TokenForge.hmac(known.encode(), new byte[1], goodClaims().encode()));
        add(
                "very long kid",
                signed(
                        known.copy().put("kid", "k".repeat(2000)).encode(),
                        goodClaims().encode()));
        for (String kid : List.of("7", "null", "{}", "[\"r1\"]", "true")) {
            add(
                    "kid " + kid + " of another kind",
                    signed(
                            "{\"alg\":\"HS256\",\"kid\":" + kid + "}",
                            goodClaims().encode()));
        }
    }

    private void extensions() {
        List<String> headers = List.of(
                "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"HS256\",\"crit\":[\"bogus\"],\"bogus\":1}",
                "{\"alg\":\"HS256\",\"crit\":[]}",
                "{\"alg\":\"HS256\",\"crit\":null}",
                "{\"alg\":\"HS256\",\"crit\":\"b64\"}",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"HS256\",\"b64\":false}",
                "{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}",
                "{\"alg\":\"HS256\",\"typ\":7}");
        headers.forEach(
                header -> add("header " + header, signed(header, goodClaims().encode())));
    }

    private void times() {
        for (String exp : List.of(
                "null",
                "\"" + (now() + 3600) + "\"",
                "\"NaN\"",
                "\"Infinity\"",
                "-1",
                "-1e400",
                "1e400",
                "1e19",
                "true",
                "[9999999999]",
                "{}",
                "99999999999999999999",
                "253402300800")) {
            add("exp " + exp, withClaim("exp", exp));
        }
        add("exp NaN", withClaim("exp", "NaN"));
        add("no exp", signed(HS256, without("exp")));
        all.add(new Hostile("expired", withClaim("exp", "" + (now() - 31)), EXPIRED));
        all.add(new Hostile("expired long ago", withClaim("exp", "1"), EXPIRED));
        all.add(new Hostile("exp is a fraction of a second", withClaim("exp", "0.5"), EXPIRED));
        add(
                "expired, of somebody else",
                TokenForge.token(
                        "ES256", TokenForge.ec("secp256r1"), goodClaims().put("exp", 1)));
        add("not yet valid", withClaim("nbf", "" + (now() + 60)));
        add("nbf as text", withClaim("nbf", "\"0\""));
        add("nbf null", withClaim("nbf", "null"));
        add("nbf 1e400", withClaim("nbf", "1e400"));
        add("iat in the future", withClaim("iat", "" + (now() + 60)));
        add("iat as text", withClaim("iat", "\"now\""));
        add("iat negative", withClaim("iat", "-5"));
    }

    private void names() {
        add("wrong iss", withClaim("iss", "\"https://id.example.com/\""));
        add("iss a list", withClaim("iss", "[\"" + ISSUER + "\"]"));
        add("no iss", signed(HS256, without("iss")));
        add("wrong aud", withClaim("aud", "\"another\""));
        add("wrong auds", withClaim("aud", "[\"another\",\"third\"]"));
        add("aud in a list in a list", withClaim("aud", "[[\"" + AUDIENCE + "\"]]"));
        add("aud an object", withClaim("aud", "{\"" + AUDIENCE + "\":true}"));
        add("no auds", withClaim("aud", "[]"));
        add("no aud", signed(HS256, without("aud")));
        add("no sub", signed(HS256, without("sub")));
        for (String sub : List.of("\"\"", "\"  \"", "7", "null", "[\"alice\"]", "{}", "\"" + "a".repeat(129) + "\"")) {
            add("sub " + sub, withClaim("sub", sub));
        }
        add("sub with half a surrogate", withClaim("sub", "\"\\ud800\""));
        add("sub with a control character", withClaim("sub", "\"a\\u0000b\""));
        add("jti a number", withClaim("jti", "7"));
    }

    private void roles() {
        for (String role : List.of(
                "\"ROOT\"", "\"admin\"", "\"ANONYMOUS\"", "\"\"", "\"ADMIN \"", "[\"ADMIN\"]", "1", "true", "{}")) {
            add("role " + role, withClaim("role", role));
        }
    }

    private void forms() {
        String good = good();
        String[] parts = good.split("\\.", -1);
        add("nothing", "");
        add("not a token", "alice");
        add("one part", parts[0]);
        add("two parts", parts[0] + "." + parts[1]);
        add("no signature", parts[0] + "." + parts[1] + ".");
        add("no header", "." + parts[1] + "." + parts[2]);
        add("no payload", parts[0] + ".." + parts[2]);
        add("only dots", "..");
        add("a dot too many", good + ".");
        add("five parts", good + ".a.b");
        add("eleven parts", "a.b.c.d.e.f.g.h.i.j.k");
        add("thousands of dots", ".".repeat(6_000));
        add("padding", parts[0] + "==." + parts[1] + "." + parts[2]);
        add("padding of the signature", good + "=");
        add("the other alphabet", parts[0] + "." + parts[1] + "." + "+/" + parts[2].substring(2));
        add("no base64 at all", parts[0] + ".!!!." + parts[2]);
        add("another way to write the same signature", otherwise(good));
        add(
                "oversize",
                signed(HS256, goodClaims().put("more", "m".repeat(7_000)).encode()));
        add("the header twice", parts[0] + "." + parts[0] + "." + parts[2]);
    }

    private void json() {
        add("a header that is no JSON", signed("alg", goodClaims().encode()));
        add("a header that is a list", signed("[" + HS256 + "]", goodClaims().encode()));
        add("claims that are a list", signed(HS256, "[" + goodClaims().encode() + "]"));
        add("claims that are text", signed(HS256, "\"alice\""));
        add("claims that are no JSON", signed(HS256, "alice"));
        add("claims within claims", signed(HS256, good()));
        add("something after the claims", signed(HS256, goodClaims().encode() + "{}"));
        add("deep claims", withClaim("deep", "[".repeat(40) + "]".repeat(40)));
        add("very deep claims", withClaim("deep", "[".repeat(2_000) + "]".repeat(2_000)));
        add(
                "sub twice",
                signed(HS256, "{\"sub\":\"bob\"," + goodClaims().encode().substring(1)));
        add(
                "role twice, once escaped",
                signed(
                        HS256,
                        "{\"r\\u006fle\":\"ADMIN\"," + goodClaims().encode().substring(1)));
        add(
                "alg twice",
                signed("{\"alg\":\"none\",\"alg\":\"HS256\"}", goodClaims().encode()));
        add("a comment", signed(HS256, "/**/" + goodClaims().encode()));
        byte[] bytes = utf8(goodClaims().put("name", "#").encode());
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('#')] = (byte) 0xff;
        add("claims that are no UTF-8", signed(bytes));
        add("claims in UTF-16", signed(goodClaims().encode().getBytes(StandardCharsets.UTF_16LE)));
    }

    private void signatures() {
        String es256 = TokenForge.token("ES256", ec, goodClaims());
        String text = es256.substring(0, es256.lastIndexOf('.') + 1);
        byte[] half = Arrays.copyOf(new byte[] {0}, 32);
        byte[] order =
                new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16).toByteArray();
        byte[] orders = new byte[64];
        System.arraycopy(order, 1, orders, 0, 32);
        System.arraycopy(order, 1, orders, 32, 32);
        add("ES256 of zeros", text + TokenForge.part(new byte[64]));
        add("ES256 of orders", text + TokenForge.part(orders));
        add("ES256 of half the length", text + TokenForge.part(half));
        add("ES256 a byte too long", es256 + TokenForge.part(new byte[3]));
        add("ES256 as DER", text + TokenForge.part(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}));
        String rs256 = TokenForge.token("RS256", rsa, goodClaims());
        add("RS256 of zeros", rs256.substring(0, rs256.lastIndexOf('.') + 1) + TokenForge.part(new byte[256]));
        add("RS256 cut", rs256.substring(0, rs256.length() - 6));
        String eddsa = TokenForge.token("EdDSA", ed, goodClaims());
        add("EdDSA of zeros", eddsa.substring(0, eddsa.lastIndexOf('.') + 1) + TokenForge.part(new byte[64]));
        String another = TokenForge.token("EdDSA", ed, goodClaims().put("sub", "bob"));
        add(
                "signature of another token",
                eddsa.substring(0, eddsa.lastIndexOf('.')) + another.substring(another.lastIndexOf('.')));
        String admin = signed(HS256, goodClaims().put("role", "ADMIN").encode());
        add(
                "claims of another token",
                admin.substring(0, admin.lastIndexOf('.')) + good().substring(good().lastIndexOf('.')));
        add("HS256 of zeros", text(good()) + TokenForge.part(new byte[32]));
        add("HS256 cut to a byte", text(good()) + "AA");
    }

    private static String text(String token) {
        return token.substring(0, token.lastIndexOf('.') + 1);
    }

    private static String withClaim(String name, String json) {
        JsonObject claims = goodClaims();
        claims.remove(name);
        return signed(HS256, "{\"" + name + "\":" + json + "," + claims.encode().substring(1));
    }

    private static String without(String name) {
        JsonObject claims = goodClaims();
        claims.remove(name);
        return claims.encode();
    }

    /** A quarter of the last character says nothing: the next one means the same to whoever is not strict. */
    private static String otherwise(String token) {
        int last = token.length() - 1;
        return token.substring(0, last) + (char) (token.charAt(last) + 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
