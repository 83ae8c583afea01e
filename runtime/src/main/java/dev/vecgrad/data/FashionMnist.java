package dev.vecgrad.data;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fashion-MNIST: 60,000 + 10,000 grey images of 28 x 28 pixels, clothes of ten classes. It is not shipped; Debian's
 * package {@code dataset-fashion-mnist} brings it.
 *
 * <p>Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning
 * algorithms", arXiv:1708.07747; MIT licence.
 */
public final class FashionMnist {
    /** The system property that names another folder. */
    public static final String FOLDER_PROPERTY = "vecgrad.fashionMnist";

    /** The environment variable that names another folder; the property goes before it. */
    public static final String FOLDER_VARIABLE = "VECGRAD_FASHION_MNIST";

    /** What the labels 0 to 9 mean. */
    public static final List<String> CLASS_NAMES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final String DEBIAN_FOLDER = "/usr/share/datasets/fashion-mnist";

    private FashionMnist() {}

    /**
     * Reads the images from the folder that the property or the variable names, else from where Debian puts them.
     *
     * @throws DataException if they are not there, saying how to get them, or if a file is damaged
     */
    public static IdxFolder read() {
        return read(folder());
    }

    /** {@return where the images are looked for: the folder that the property or the variable names, else Debian's} */
    public static Path folder() {
        return folder(System.getProperty(FOLDER_PROPERTY), System.getenv(FOLDER_VARIABLE));
    }

    static Path folder(@Nullable String property, @Nullable String variable) {
        if (property != null) {
            return Path.of(property);
        }
        return Path.of(variable != null ? variable : DEBIAN_FOLDER);
    }

    static IdxFolder read(Path folder) {
        if (!IdxFolder.isAt(folder)) {
            throw new DataException("Fashion-MNIST is not in " + folder
                    + ": install it by `apt-get install dataset-fashion-mnist`, or name a folder with its four IDX files by -D"
                    + FOLDER_PROPERTY + "=FOLDER or " + FOLDER_VARIABLE + "=FOLDER");
        }
        return IdxFolder.read(folder);
    }
}
