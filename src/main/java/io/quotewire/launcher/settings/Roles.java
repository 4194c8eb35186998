package io.quotewire.launcher.settings;

import io.quotewire.bus.VerticleKind;
import io.quotewire.kit.config.Nearest;
import io.quotewire.kit.config.Printed;
import io.quotewire.launcher.settings.Plan.Role;
import io.vertx.core.Deployable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses the roles of a node and finds the classes that play them. */
final class Roles {
    private static final String OPTION = "--roles";

    /** What serves others starts before what it serves: a client never meets a node without its parts. */
    private static final List<VerticleKind> ORDER = List.of(
            VerticleKind.MONITORING,
            VerticleKind.NOTIFICATION,
            VerticleKind.GATEWAY,
            VerticleKind.FEED,
            VerticleKind.BRIDGE);

    private static final Set<VerticleKind> USUAL = EnumSet.complementOf(EnumSet.of(VerticleKind.BRIDGE));

    private final Configuration configuration;
    private final Complaints complaints;

    Roles(Configuration configuration, Complaints complaints) {
        this.configuration = configuration;
        this.complaints = complaints;
    }

    /** The roles asked for, or the usual ones of which the configuration has an entry; monitoring always. */
    List<Role> choose(@Nullable String asked) {
        Map<VerticleKind, Supplier<Deployable>> entries = entries();
        Set<VerticleKind> kinds = asked == null ? usual() : named(asked);
        kinds.add(VerticleKind.MONITORING);
        List<Role> roles = new ArrayList<>();
        for (VerticleKind kind : ORDER) {
            Supplier<Deployable> verticle = entries.get(kind);
            if (kinds.contains(kind) && verticle != null) {
                roles.add(new Role(kind, verticle));
            } else if (kinds.contains(kind) && configured(kind).isEmpty()) {
                missing(kind, asked != null && kind != VerticleKind.MONITORING);
            }
        }
        return roles;
    }

    private void missing(VerticleKind kind, boolean asked) {
        String path = VerticlesSection.path(kind);
        if (asked) {
            complaints.add(OPTION, "no class for the role " + kind.text() + ": " + path + " is not given");
        } else {
            complaints.add(configuration.origin(path), path, "found nothing; allowed: the class of a verticle");
        }
    }

    private Set<VerticleKind> usual() {
        Set<VerticleKind> kinds = EnumSet.noneOf(VerticleKind.class);
        USUAL.stream().filter(kind -> configured(kind).isPresent()).forEach(kinds::add);
        return kinds;
    }

    private Set<VerticleKind> named(String asked) {
        Set<VerticleKind> kinds = EnumSet.noneOf(VerticleKind.class);
        List<String> known =
                Arrays.stream(VerticleKind.values()).map(VerticleKind::text).toList();
        for (String word : asked.split(",", -1)) {
            String name = word.strip();
            VerticleKind.of(name)
                    .ifPresentOrElse(
                            kinds::add,
                            () -> complaints.add(
                                    OPTION,
                                    "unknown role " + Printed.quoted(name) + "; " + Nearest.among(name, known)));
        }
        return kinds;
    }

    private Optional<String> configured(VerticleKind kind) {
        return configuration.text(VerticlesSection.path(kind));
    }

    /** Every class that the configuration names, whether this node plays the role or not. */
    private Map<VerticleKind, Supplier<Deployable>> entries() {
        Map<VerticleKind, Supplier<Deployable>> entries = new EnumMap<>(VerticleKind.class);
        for (VerticleKind kind : ORDER) {
            configured(kind)
                    .filter(name -> !name.isBlank())
                    .flatMap(name -> load(kind, name))
                    .ifPresent(verticle -> entries.put(kind, verticle));
        }
        return entries;
    }

    private Optional<Supplier<Deployable>> load(VerticleKind kind, String name) {
        String path = VerticlesSection.path(kind);
        try {
            Class<?> found = Class.forName(name, false, Roles.class.getClassLoader());
            Constructor<? extends Deployable> constructor =
                    found.asSubclass(Deployable.class).getConstructor();
            return Optional.of(() -> make(constructor));
        } catch (ClassNotFoundException | LinkageError e) {
            complaints.add(
                    configuration.origin(path),
                    path,
                    "found " + Printed.brief(name) + ", which cannot be loaded; allowed: a class of this program");
        } catch (ClassCastException | NoSuchMethodException e) {
            complaints.add(
                    configuration.origin(path),
                    path,
                    "found " + Printed.brief(name)
                            + "; allowed: a verticle with a public constructor without arguments");
        }
        return Optional.empty();
    }

    private static Deployable make(Constructor<? extends Deployable> constructor) {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the verticle cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the verticle cannot be made", e);
        }
    }
}
