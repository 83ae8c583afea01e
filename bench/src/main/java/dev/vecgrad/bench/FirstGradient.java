package dev.vecgrad.bench;

import dev.vecgrad.Tensor;

/** What {@link Startup} runs in a JVM of its own: one gradient, which it prints. */
final class FirstGradient {
    private FirstGradient() {}

    public static void main(String[] args) {
        Tensor x = Tensor.of(new float[] {1, 2, 3}).requiresGrad_(true);
        x.mul(x).sum().backward();
        System.out.println(x.grad());
    }
}
