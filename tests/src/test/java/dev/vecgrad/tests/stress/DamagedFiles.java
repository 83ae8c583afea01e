package dev.vecgrad.tests.stress;

import com.sun.management.ThreadMXBean;
import dev.vecgrad.data.DataException;
import dev.vecgrad.io.TensorFileException;
import dev.vecgrad.memory.Scope;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Reads damaged files: each is an error of vecgrad's that names the file, or a value; never another exception, and never more memory
 * than a small multiple of the file. Native memory is limited by the one who starts this.
 */
final class DamagedFiles {
    private static final long HEAP_BYTES = 4 << 20;
    private static final long HEAP_PER_BYTE = 100;

    /* Java's generator begins alike for seeds that are near each other. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private DamagedFiles() {}

    /** Arguments: folder, how many files, seed. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        long count = Long.parseLong(args[1]);
        long seed = Long.parseLong(args[2]);
        var random = new Random();
        List<FileKind> kinds = FileKind.all(folder, random);
        Path file = folder.resolve("damaged");
        // Whole files first: what classes take at their first use is not the damaged files' memory.
        for (FileKind kind : kinds) {
            Files.write(file, kind.repair().apply(kind.good()));
            boolean _ = isValue(kind, file, 0);
        }
        long errors = 0;
        for (long number = seed; number < seed + count; number++) {
            random.setSeed(number * SPREAD);
            FileKind kind = kinds.get(Math.floorMod(number, kinds.size()));
            Files.write(file, kind.repair().apply(new Mutator(random).mutate(kind.good())));
            errors += read(kind, file, number) ? 0 : 1;
        }
        System.out.println(count + " files from seed " + seed + ": " + errors + " errors");
        if (count > 1000 && (errors < count / 4 || errors == count)) {
            throw new AssertionError("the damages are not of all sorts");
        }
    }

    /** {@return whether there was a value} */
    private static boolean read(FileKind kind, Path file, long number) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean isValue = isValue(kind, file, number);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > HEAP_BYTES + HEAP_PER_BYTE * Files.size(file)) {
            throw new AssertionError(kind.name() + ", seed " + number + ": it allocated " + allocated + " bytes for "
                    + Files.size(file));
        }
        return isValue;
    }

    private static boolean isValue(FileKind kind, Path file, long number) {
        try (Scope _ = Scope.open()) {
            kind.reader().accept(file);
            return true;
        } catch (TensorFileException | DataException e) {
            if (e.getMessage() == null || !e.getMessage().startsWith(file.toString())) {
                throw new AssertionError(kind.name() + ", seed " + number + ": the message names no file", e);
            }
            return false;
        } catch (Throwable e) {
            throw new AssertionError(kind.name() + ", seed " + number + ": " + e, e);
        }
    }
}
