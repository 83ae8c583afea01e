package dev.vecgrad.exec;

import dev.vecgrad.spi.Gemm;
import dev.vecgrad.type.DeviceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which {@link Gemm} computes products: the one that the property {@code vecgrad.gemm} names, else the available one of highest priority. */
final class GemmChoice {
    /** The property that names one. */
    static final String PROPERTY = "vecgrad.gemm";

    private GemmChoice() {}

    /** {@return all that are installed, whether they can be used here or not, highest priority first; {@link PlainGemm} is the last} */
    static List<Gemm> installed() {
        List<Gemm> all = new ArrayList<>();
        ServiceLoader.load(Gemm.class, GemmChoice.class.getClassLoader()).forEach(all::add);
        all.add(new PlainGemm());
        all.sort(Comparator.comparingInt(Gemm::priority).reversed());
        return all;
    }

    /**
     * {@return the one to use}
     *
     * @param wanted the property's value
     * @throws DeviceException if {@code wanted} names none, or one that cannot be used here
     */
    static Gemm choose(List<Gemm> installed, @Nullable String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return installed.stream().filter(Gemm::isAvailable).findFirst().orElseThrow();
        }
        return installed.stream()
                .filter(gemm -> gemm.name().equals(wanted))
                .findFirst()
                .map(GemmChoice::available)
                .orElseThrow(() -> new DeviceException("-D" + PROPERTY + "=" + wanted
                        + ": no such library for matrix products: one of "
                        + installed.stream().map(Gemm::name).collect(Collectors.joining(", "))));
    }

    private static Gemm available(Gemm gemm) {
        if (!gemm.isAvailable()) {
            throw new DeviceException("-D" + PROPERTY + "=" + gemm.name() + " cannot be used: " + gemm.description());
        }
        return gemm;
    }
}
