package dev.vecgrad.cli.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The small real data sets inside the command line; README.md beside them says where they come from. */
public enum ShippedData {
    /** 1797 handwritten digits of 8 x 8 pixels, 10 classes. */
    DIGITS("digits", "digit"),
    /** 569 breast masses with 30 measures, malignant or benign. */
    BREAST_CANCER("breast-cancer", "diagnosis");

    private final String id;
    private final String target;

    ShippedData(String id, String target) {
        this.id = id;
        this.target = target;
    }

    /** {@return the data set that goes by this name on the command line, if there is one} */
    public static Optional<ShippedData> named(String name) {
        return Arrays.stream(values()).filter(data -> data.id.equals(name)).findFirst();
    }

    /** {@return its name on the command line} */
    public String id() {
        return id;
    }

    /** {@return the column that holds the class} */
    public String target() {
        return target;
    }

    /** {@return the size of the images whose pixels its features are; null if they are none} */
    public @Nullable ImageSize images() {
        return switch (this) {
            case DIGITS -> new ImageSize(8, 8);
            case BREAST_CANCER -> null;
        };
    }

    /** {@return its CSV text} */
    public CsvSource source() {
        String resource = id + ".csv";
        return new CsvSource(
                resource, () -> Objects.requireNonNull(ShippedData.class.getResourceAsStream(resource), resource));
    }

    /** {@return its samples} */
    public TrainingTable read() {
        return TrainingTable.read(source(), target);
    }
}
