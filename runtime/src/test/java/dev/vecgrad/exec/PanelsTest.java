package dev.vecgrad.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.DType;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelsTest {
    private static final long UNPACKED = 1_000_000;
    private static final int MANY = 16;

    @ParameterizedTest
    @CsvSource({
        // small: one call
        "64,64,64, 64,64",
        "800,10,10, 800,10",
        // tiles that need no packing
        "128,128,128, 32,32",
        "32,256,784, 32,32",
        "256,784,32, 64,64",
        "1024,10,128, 64,10",
        "10,1024,128, 10,64",
        "128,256,1024, 16,32",
        "512,512,512, 32,32",
        // few large panels
        "1024,768,256, 512,384",
        "256,256,1024, 256,128",
        "1024,1024,1024, 512,512",
        "2048,2048,2048, 512,1024",
        "1024,256,2048, 256,256",
        "64,4096,4096, 64,1024",
        // vectors
        "1000,1,1000, 192,1",
        "1,4096,4096, 1,256"
    })
    void shapeSaysHowAProductIsCut(int m, int n, int k, int height, int width) {
        assertThat(Panels.of(product(m, n, k, false), UNPACKED, MANY)).isEqualTo(new Panels(height, width));
    }

    @ParameterizedTest
    @CsvSource({"1024,1024,1024, 2, 512,1024", "2048,2048,2048, 4, 1024,1024", "256,256,256, 4, 32,32"})
    void thereAreNoMorePanelsThanTheMachineTakes(int m, int n, int k, int most, int height, int width) {
        assertThat(Panels.of(product(m, n, k, false), UNPACKED, most)).isEqualTo(new Panels(height, width));
    }

    @ParameterizedTest
    @CsvSource({"1,2", "2,2", "3,4", "4,4", "6,8", "16,16", "96,128"})
    void panelsGoByTheProcessors(int processors, int panels) {
        assertThat(MostPanels.of(null, processors)).isEqualTo(panels);
    }

    @Test
    void thePropertySetsThePanels() {
        assertThat(MostPanels.of(" 8 ", 2)).isEqualTo(8);
        assertThatThrownBy(() -> MostPanels.of("3", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vecgrad.panels: a power of two is expected, as a number of panels, but it is '3'");
        assertThatThrownBy(() -> MostPanels.of("many", 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shortRowsOfATransposedMatrixArePacked() {
        assertThat(Panels.of(product(256, 784, 128, true), UNPACKED, MANY)).isEqualTo(new Panels(256, 400));
        assertThat(Panels.of(product(256, 784, 256, true), UNPACKED, MANY)).isEqualTo(new Panels(32, 32));
    }

    @Test
    void rowsAtADistanceOfPagesArePacked() {
        assertThat(Panels.of(product(128, 1024, 256, false), UNPACKED, MANY)).isEqualTo(new Panels(128, 512));
        assertThat(Panels.of(product(128, 1000, 256, false), UNPACKED, MANY)).isEqualTo(new Panels(32, 32));
        assertThat(Panels.of(product(32, 1024, 256, false), UNPACKED, MANY)).isEqualTo(new Panels(32, 32));
        assertThat(Panels.of(product(128, 1024, 256, true), UNPACKED, MANY)).isEqualTo(new Panels(32, 32));
    }

    @Test
    void withoutKernelsThatDoNotPackThereAreNoTiles() {
        assertThat(Panels.of(product(256, 256, 256, false), 0, MANY)).isEqualTo(new Panels(256, 128));
    }

    @Test
    void partsCoverTheResult() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Product p =
                    product(1 + random.nextInt(3000), 1 + random.nextInt(3000), 1 + random.nextInt(3000), i % 2 == 0);
            Panels panels = Panels.of(p, i % 3 == 0 ? 0 : UNPACKED, 2 << i % 4);
            long down = panels.count(p) / panels.across(p);
            assertThat(down * panels.height()).isGreaterThanOrEqualTo(p.m());
            assertThat((down - 1) * panels.height()).isLessThan(p.m());
            assertThat((panels.across(p) - 1) * panels.width()).isLessThan(p.n());
        }
    }

    private static Product product(int m, int n, int k, boolean transB) {
        return new Product(DType.FLOAT32, false, transB, m, n, k, 1, k, transB ? k : n, 0, n);
    }
}
