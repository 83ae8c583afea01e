package dev.vecgrad.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with the four files of MNIST and its kin: images and labels to train on ({@code train-}) and to test on
 * ({@code t10k-}), as {@code train-images-idx3-ubyte}, with a dot before {@code idx3}, plain or with {@code .gz}.
 *
 * @param train the images to train on
 * @param test the images to test on
 */
public record IdxFolder(ImageSet train, ImageSet test) {
    private static final int LABELS = 1;
    private static final int IMAGES = 3;

    /** Checks that both parts hold images of one size. */
    public IdxFolder {
        check("IdxFolder", train, test);
    }

    /**
     * Reads a folder.
     *
     * @throws DataException if a file is missing, damaged, or does not fit the others
     */
    public static IdxFolder read(Path folder) {
        ImageSet train = readSet(folder, "train");
        ImageSet test = readSet(folder, "t10k");
        check(folder.toString(), train, test);
        return new IdxFolder(train, test);
    }

    /** {@return whether the folder has the first of the four files} */
    public static boolean isAt(Path folder) {
        return candidates(folder, "train-images", IMAGES).stream().anyMatch(Files::isRegularFile);
    }

    private static void check(String where, ImageSet train, ImageSet test) {
        if (train.pixelCount() != test.pixelCount()) {
            throw new DataException(where + ": the training images have " + train.pixelCount()
                    + " pixels, the test images " + test.pixelCount() + ": both need the same number");
        }
    }

    private static ImageSet readSet(Path folder, String part) {
        IdxArray images = read(folder, part + "-images", IMAGES);
        IdxArray labels = read(folder, part + "-labels", LABELS);
        if (images.size() != labels.size()) {
            throw new DataException(folder + ": " + part + "-images holds " + images.size() + " images, but " + part
                    + "-labels holds " + labels.size() + " labels: every image needs one");
        }
        return new ImageSet(images, labels);
    }

    private static IdxArray read(Path folder, String name, int dims) {
        List<Path> candidates = candidates(folder, name, dims);
        Path file = candidates.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new DataException(
                        folder + ": there is no " + candidates.getFirst().getFileName() + ", plain or with .gz"));
        IdxArray array = IdxReader.read(file);
        if (array.dims().length != dims) {
            throw new DataException(
                    file + ": " + name + " must have " + dims + " dims, but has " + array.dims().length);
        }
        return array;
    }

    private static List<Path> candidates(Path folder, String name, int dims) {
        String dashed = name + "-idx" + dims + "-ubyte";
        String dotted = name + ".idx" + dims + "-ubyte";
        return List.of(
                folder.resolve(dashed),
                folder.resolve(dashed + ".gz"),
                folder.resolve(dotted),
                folder.resolve(dotted + ".gz"));
    }
}
