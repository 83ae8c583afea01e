package dev.vecgrad.cli.train;

/**
 * What is known after an epoch.
 *
 * @param epoch its number, from 1
 * @param loss the mean loss of its training samples
 * @param trainAccuracy the share of training samples that were right while it trained
 * @param testAccuracy the share of test samples that are right after it
 * @param samplesPerSecond how fast it trained
 */
public record Epoch(int epoch, double loss, double trainAccuracy, double testAccuracy, double samplesPerSecond) {}
