package dev.vecgrad.cli.predict;

/**
 * What a model says of a row.
 *
 * @param className the most probable class
 * @param probability of that class
 */
public record Prediction(String className, double probability) {}
