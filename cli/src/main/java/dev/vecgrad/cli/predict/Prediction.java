package dev.vecgrad.cli.predict;

/**
 * What a model says of a sample.
 *
 * @param className the class with the greatest score
 * @param probability of that class
 */
public record Prediction(String className, float probability) {}
