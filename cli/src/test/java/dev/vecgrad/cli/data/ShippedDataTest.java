package dev.vecgrad.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.data.Samples;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShippedDataTest {
    @Test
    void digitsAreWhole() {
        TrainingTable digits = ShippedData.DIGITS.read();
        assertThat(digits.featureNames()).hasSize(64).startsWith("pixel_0_0").endsWith("pixel_7_7");
        assertThat(digits.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(countsPerClass(digits.samples())).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
        assertThat(digits.samples().x()[0]).startsWith(0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13);
        assertThat(sum(digits.samples())).isEqualTo(561718);
    }

    @Test
    void breastCancerIsWhole() {
        TrainingTable cancer = ShippedData.BREAST_CANCER.read();
        assertThat(cancer.featureNames()).hasSize(30).startsWith("mean radius").endsWith("worst fractal dimension");
        assertThat(cancer.classNames()).containsExactly("benign", "malignant");
        assertThat(countsPerClass(cancer.samples())).containsExactly(357, 212);
        assertThat(cancer.samples().x()[0]).startsWith(17.99, 10.38, 122.8, 1001);
    }

    @Test
    void eachIsFoundByItsName() {
        assertThat(ShippedData.named("digits")).contains(ShippedData.DIGITS);
        assertThat(ShippedData.named("breast-cancer")).contains(ShippedData.BREAST_CANCER);
        assertThat(ShippedData.named("digits.csv")).isEmpty();
    }

    private static int[] countsPerClass(Samples samples) {
        int[] counts = new int[samples.classCount()];
        Arrays.stream(samples.y()).forEach(label -> counts[label]++);
        return counts;
    }

    private static double sum(Samples samples) {
        return Arrays.stream(samples.x()).flatMapToDouble(Arrays::stream).sum();
    }
}
