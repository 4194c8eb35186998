package io.quotewire.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever the bus loses and whoever is killed: books that are told the rest say what is true. */
class BookPropertyTest {
    private static final int WORLDS = 300;
    private static final int STEPS = 60;

    @Test
    void theBooksOfAllNodesSayWhatIsTrueAsSoonAsNothingIsLostAnyMore() {
        long seed = Long.getLong("quotewire.seed", System.nanoTime());
        System.out.println("worlds from seed " + seed);
        long pages = 0;
        for (int i = 0; i < WORLDS; i++) {
            long own = seed + i;
            try {
                World world = new World(own);
                for (int step = 0; step < STEPS; step++) {
                    world.step();
                }
                world.settle();
                world.check();
                pages += world.pages();
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError("in the world of seed " + own + ": " + wrong.getMessage(), wrong);
            }
        }
        assertThat(pages).as("somebody had to ask").isGreaterThan(WORLDS);
    }
}
