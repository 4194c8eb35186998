package io.quotewire.launcher.fleet;

import java.util.List;

/**
 * A node of a fleet. Immutable.
 *
 * @param name what its lines begin with
 * @param arguments of the program that runs it
 */
public record Member(String name, List<String> arguments) {
    /** Copies the list. */
    public Member {
        arguments = List.copyOf(arguments);
    }

    /**
     * The name of a node.
     *
     * @param number counted from 1
     * @return its name
     */
    public static String name(int number) {
        return "node" + number;
    }
}
