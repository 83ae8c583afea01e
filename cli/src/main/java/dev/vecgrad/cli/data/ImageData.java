package dev.vecgrad.cli.data;

import dev.vecgrad.data.FashionMnist;
import dev.vecgrad.data.IdxFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Images that the command line names: Fashion-MNIST, or a folder of IDX files. Pixels come scaled to [0, 1] and are not standardised. */
public final class ImageData {
    private static final String FASHION_MNIST = "fashion-mnist";

    private ImageData() {}

    /** {@return whether {@code data} names images, be they there or not: a folder can hold nothing else} */
    public static boolean isAt(String data) {
        return data.equals(FASHION_MNIST) || Files.isDirectory(Path.of(data));
    }

    /**
     * {@return the images}
     *
     * @throws dev.vecgrad.data.DataException if files are missing or damaged
     */
    public static IdxFolder read(String data) {
        return data.equals(FASHION_MNIST) ? FashionMnist.read() : IdxFolder.read(Path.of(data));
    }

    /** {@return what the classes are called, if that is known} */
    public static List<String> classNames(String data) {
        return data.equals(FASHION_MNIST) ? FashionMnist.CLASS_NAMES : List.of();
    }

    /** {@return what the pixels are called as features} */
    public static List<String> featureNames(int pixels) {
        return IntStream.range(0, pixels).mapToObj(i -> "pixel" + i).toList();
    }
}
