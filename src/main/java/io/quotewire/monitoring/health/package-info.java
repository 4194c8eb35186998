/**
 * How a node is: {@link io.quotewire.monitoring.health.NodeSurvey} asks its verticles,
 * {@link io.quotewire.monitoring.health.HealthAnswers} says it in the words of each health path, and
 * {@link io.quotewire.monitoring.health.ClusterSurvey} gathers the figures of all nodes.
 *
 * <p>May know the bus contract and the kit.
 */
@NullMarked
package io.quotewire.monitoring.health;

import org.jspecify.annotations.NullMarked;
