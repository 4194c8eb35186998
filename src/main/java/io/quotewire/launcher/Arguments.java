package io.quotewire.launcher;

import io.quotewire.bus.UserRole;
import io.quotewire.kit.config.Nearest;
import io.quotewire.kit.config.Printed;
import io.quotewire.launcher.settings.Complaints;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks arguments that several commands take. Stateless. */
final class Arguments {
    private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,8})([smhd])");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);
    private static final long MAX_SECONDS = 3_650 * 86_400L;

    private Arguments() {}

    /** Complains where the text cannot be the id of a user. */
    static void user(String option, String user, Complaints complaints) {
        if (user.isBlank() || user.chars().anyMatch(Character::isISOControl)) {
            complaints.add(option, "found " + Printed.quoted(user) + "; allowed: the id of a user");
        }
    }

    /** The role of this name, in any case; or a complaint. */
    static Optional<UserRole> role(String option, String role, Complaints complaints) {
        Optional<UserRole> named = UserRole.of(role.toUpperCase(Locale.ROOT));
        if (named.isEmpty()) {
            List<String> known = Arrays.stream(UserRole.values())
                    .map(UserRole::name)
                    .filter(name -> UserRole.of(name).isPresent())
                    .toList();
            complaints.add(option, "unknown role " + Printed.quoted(role) + "; " + Nearest.among(role, known));
        }
        return named;
    }

    /** A span of time in seconds; 0 and a complaint where it is none. */
    static long seconds(String option, String span, Complaints complaints) {
        Matcher matcher = SPAN.matcher(span);
        if (matcher.matches()) {
            long seconds = Long.parseLong(matcher.group(1)) * SECONDS.getOrDefault(matcher.group(2), 1L);
            if (seconds <= MAX_SECONDS) {
                return seconds;
            }
        }
        complaints.add(option, "found " + Printed.quoted(span) + "; allowed: up to 3650d, as 30s, 15m, 1h, 7d");
        return 0;
    }
}
