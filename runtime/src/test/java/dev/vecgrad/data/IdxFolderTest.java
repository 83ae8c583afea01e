package dev.vecgrad.data;

import static dev.vecgrad.data.IdxReaderTest.gzip;
import static dev.vecgrad.data.IdxReaderTest.idx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeTwoTrainingImagesAndOneTestImage() throws IOException {
        write("train-images-idx3-ubyte", idx(new int[] {2, 1, 2}, 1, 2, 3, 4));
        write("train-labels-idx1-ubyte", idx(new int[] {2}, 7, 8));
        write("t10k-images-idx3-ubyte.gz", gzip(idx(new int[] {1, 1, 2}, 5, 6)));
        write("t10k-labels.idx1-ubyte", idx(new int[] {1}, 9));
    }

    @Test
    void theFourFilesAreFoundByAnyOfTheirNames() {
        IdxFolder images = IdxFolder.read(folder);
        assertThat(images.train().size()).isEqualTo(2);
        assertThat(images.train().images().toInts()).containsExactly(1, 2, 3, 4);
        assertThat(images.train().labels().toInts()).containsExactly(7, 8);
        assertThat(images.test().images().toInts()).containsExactly(5, 6);
        assertThat(images.test().labels().toInts()).containsExactly(9);
        assertThat(images.test().pixelCount()).isEqualTo(2);
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("t10k-labels.idx1-ubyte"));
        assertFails("there is no t10k-labels-idx1-ubyte, plain or with .gz");
    }

    @Test
    void filesThatDoNotFitEachOtherAreErrors() throws IOException {
        write("train-labels-idx1-ubyte", idx(new int[] {3}, 7, 8, 9));
        assertFails("train-images holds 2 images, but train-labels holds 3 labels");
        write("train-labels-idx1-ubyte", idx(new int[] {2, 1}, 7, 8));
        assertFails("train-labels must have 1 dims, but has 2");
        write("train-labels-idx1-ubyte", idx(new int[] {2}, 7, 8));
        write("t10k-images-idx3-ubyte.gz", gzip(idx(new int[] {1, 1, 1}, 5)));
        assertThatThrownBy(() -> IdxFolder.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the training images have 2 pixels, the test images 1");
    }

    @Test
    void fashionMnistIsLookedForByPropertyThenVariableThenWhereDebianPutsIt() {
        assertThat(FashionMnist.folder("a", "b")).isEqualTo(Path.of("a"));
        assertThat(FashionMnist.folder(null, "b")).isEqualTo(Path.of("b"));
        assertThat(FashionMnist.folder(null, null)).isEqualTo(Path.of("/usr/share/datasets/fashion-mnist"));
    }

    @Test
    void withoutFashionMnistOneSentenceSaysHowToGetIt() {
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> FashionMnist.read(nowhere))
                .isInstanceOf(DataException.class)
                .hasMessage("Fashion-MNIST is not in " + nowhere
                        + ": install it by `apt-get install dataset-fashion-mnist`, or name a folder with its four IDX files"
                        + " by -Dvecgrad.fashionMnist=FOLDER or VECGRAD_FASHION_MNIST=FOLDER");
    }

    @Test
    void fashionMnistIsReadWhole() {
        Path there = FashionMnist.folder(
                System.getProperty(FashionMnist.FOLDER_PROPERTY), System.getenv(FashionMnist.FOLDER_VARIABLE));
        assumeTrue(IdxFolder.isAt(there), "Fashion-MNIST is not installed: its reading is not tested");
        IdxFolder images = FashionMnist.read();
        assertThat(images.train().images().dims()).containsExactly(60000, 28, 28);
        assertThat(images.test().images().dims()).containsExactly(10000, 28, 28);
        int[] perClass = new int[FashionMnist.CLASS_NAMES.size()];
        Arrays.stream(images.test().labels().toInts()).forEach(label -> perClass[label]++);
        assertThat(perClass).containsOnly(1000);
        assertThat(images.train().labels().toInts()).startsWith(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private void assertFails(String message) {
        assertThatThrownBy(() -> IdxFolder.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(message);
    }
}
