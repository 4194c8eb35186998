package io.quotewire.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.GatewayOptions;
import io.quotewire.gateway.limit.Conduct.Kind;
import io.quotewire.kit.config.Problems;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast one connection may ask, and what it may do wrong before it is closed; the clock is the test's. */
final class ConductTest {
    private static final long NOW = 5_000_000;

    private static LimitOptions limits(String json) {
        Problems problems = new Problems();
        LimitOptions limits = GatewayOptions.from(
                        new JsonObject().put("limits", new JsonObject(json.replace('\'', '"'))), problems)
                .limits();
        problems.throwIfAny();
        return limits;
    }

    private static int passed(Conduct conduct, Kind kind, int requests, long nowMs) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += conduct.take(kind, nowMs) == 0 ? 1 : 0;
        }
        return passed;
    }

    @Test
    void twentyMessagesPassAtOnceAndTheNextIsToldWhenToComeBack() {
        Conduct conduct = new Conduct(limits("{}"), NOW);
        assertThat(passed(conduct, Kind.OTHER, 20, NOW)).isEqualTo(20);

        assertThat(conduct.take(Kind.OTHER, NOW)).isEqualTo(100);

        assertThat(conduct.take(Kind.OTHER, NOW + 99)).isEqualTo(1);
        assertThat(conduct.take(Kind.OTHER, NOW + 100)).isZero();
        assertThat(conduct.take(Kind.OTHER, NOW + 100)).isPositive();
    }

    @Test
    void sixtyRequestsToSubscribePassAndTheNextWaitsASecond() {
        Conduct conduct = new Conduct(limits("{'messagesPerSecond':0}"), NOW);
        assertThat(passed(conduct, Kind.SUBSCRIPTION, 60, NOW)).isEqualTo(60);

        assertThat(conduct.take(Kind.SUBSCRIPTION, NOW)).isEqualTo(1_000);

        assertThat(conduct.take(Kind.SUBSCRIPTION, NOW + 999)).isEqualTo(1);
        assertThat(conduct.take(Kind.SUBSCRIPTION, NOW + 1_000)).isZero();
        assertThat(passed(conduct, Kind.SUBSCRIPTION, 100, NOW + 3_600_000)).isEqualTo(60);
    }

    @Test
    void requestsToSubscribeAreMessagesTooAndOthersAreNotHeldBackByThem() {
        Conduct conduct = new Conduct(limits("{'subscriptionRequestsPerMinute':2,'burst':5}"), NOW);
        assertThat(passed(conduct, Kind.SUBSCRIPTION, 3, NOW)).isEqualTo(2);
        assertThat(passed(conduct, Kind.OTHER, 5, NOW)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, SUBSCRIPTION", "1, OTHER"})
    void whatIsOffHoldsNobodyBack(int perMinute, Kind kind) {
        Conduct conduct =
                new Conduct(limits("{'messagesPerSecond':0,'subscriptionRequestsPerMinute':" + perMinute + "}"), NOW);
        assertThat(passed(conduct, kind, 10_000, NOW)).isEqualTo(10_000);
    }

    @Test
    void whatIsFreeIsHeldBackByNothingButReason() {
        Conduct conduct = new Conduct(limits("{'messagesPerSecond':1,'burst':1}"), NOW);
        assertThat(passed(conduct, Kind.OTHER, 2, NOW)).isEqualTo(1);
        assertThat(passed(conduct, Kind.FREE, 300, NOW)).isEqualTo(200);
    }

    @Test
    void threeStrikesWithinAMinuteAreOneTooManyAndOlderOnesAreForgotten() {
        ThreatLevel threat = new Conduct(limits("{}"), NOW).threat(NOW);
        assertThat(threat.strike(NOW)).isEqualTo(1);
        assertThat(threat.strike(NOW + 30_000)).isEqualTo(2);
        assertThat(threat.strike(NOW + 60_000)).as("the first is a minute old").isEqualTo(2);
        assertThat(threat.strike(NOW + 89_999)).isEqualTo(ThreatLevel.STRIKES);
        assertThat(threat.strike(NOW + 500_000)).isEqualTo(1);
    }

    @Test
    void twentyAttemptsAMinuteAreBorneAndTheNextIsNot() {
        ThreatLevel threat = new Conduct(limits("{}"), NOW).threat(NOW);
        for (int i = 0; i < 20; i++) {
            assertThat(threat.violate(NOW + i)).isFalse();
        }
        assertThat(threat.violate(NOW + 20)).isTrue();
        assertThat(threat.violate(NOW + 3_020))
                .as("one comes back in three seconds")
                .isFalse();
        assertThat(threat.violate(NOW + 3_020)).isTrue();
    }

    @Test
    void attemptsAreNotCountedWhereThatIsOff() {
        ThreatLevel threat = new Conduct(limits("{'violationsPerMinute':0}"), NOW).threat(NOW);
        for (int i = 0; i < 1_000; i++) {
            assertThat(threat.violate(NOW)).isFalse();
        }
    }
}
