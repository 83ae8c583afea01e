package dev.vecgrad.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The engines beside us and the settings in which they are best: no fresh pages for large results, threads that give way or spin. Which of them is best
 * differs by workload, so each is a process of its own.
 *
 * @param home the project's folder
 * @param python a Python that may have PyTorch and JAX
 * @param threads that compute together
 */
public record Peers(Path home, String python, int threads) {
    /** glibc keeps freed memory instead of giving it back to the system, whose fresh pages cost more than the arithmetic. */
    private static final String KEPT = "glibc.malloc.mmap_threshold=8589934592:glibc.malloc.trim_threshold=17179869184"
            + ":glibc.malloc.top_pad=1073741824";

    private static final Map<String, String> RECYCLED = Map.of("GLIBC_TUNABLES", KEPT);
    private static final Map<String, String> PASSIVE = Map.of("GLIBC_TUNABLES", KEPT, "OMP_WAIT_POLICY", "PASSIVE");

    private static final List<String> THREADS = List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS");
    private static final String EAGER = "eager";
    private static final String COMPILED = "compiled";

    /**
     * Starts those that are there.
     *
     * @param remarks is told of each its version, or why it is not there
     */
    List<Contestant> start(Consumer<String> remarks) {
        List<Contestant> started = new ArrayList<>();
        python(started, remarks, "torch", EAGER, "default", Map.of());
        python(started, remarks, "torch", EAGER, "recycled", RECYCLED);
        python(started, remarks, "torch", COMPILED, "recycled", RECYCLED);
        python(started, remarks, "jax", COMPILED, "recycled", RECYCLED);
        libtorch(started, remarks);
        openBlas(started, remarks);
        return started;
    }

    private void python(
            List<Contestant> started,
            Consumer<String> remarks,
            String engine,
            String mode,
            String variant,
            Map<String, String> variables) {
        Path script = home.resolve("bench/peers/peers.py");
        List<String> command = List.of(
                python,
                script.toString(),
                engine,
                "--serve",
                "--mode",
                mode,
                "--variant",
                variant,
                "--threads",
                "" + threads);
        add(started, remarks, label(engine, mode, variant), command, variables);
    }

    /** PyTorch's library called from Java. */
    private void libtorch(List<Contestant> started, Consumer<String> remarks) {
        Path lib = home.resolve("bench/peers/libtorch/target/lib");
        if (Files.isDirectory(lib)) {
            libtorch(started, remarks, lib + "/*", "recycled", RECYCLED);
            libtorch(started, remarks, lib + "/*", "recycled, passive", PASSIVE);
        } else {
            remarks.accept("libtorch eager: not run: it is not built; bench/README.md says how");
        }
    }

    private void libtorch(
            List<Contestant> started,
            Consumer<String> remarks,
            String path,
            String variant,
            Map<String, String> variables) {
        List<String> command = List.of(
                JavaCommand.java(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                "dev.vecgrad.bench.libtorch.LibtorchServer",
                variant,
                "" + threads);
        add(started, remarks, label("libtorch", EAGER, variant), command, variables);
    }

    private void openBlas(List<Contestant> started, Consumer<String> remarks) {
        List<String> command = JavaCommand.of(BareProductServer.class, "" + threads);
        add(started, remarks, label("openblas", EAGER, "own threads"), command, Map.of());
    }

    private Label label(String engine, String mode, String variant) {
        return new Label(engine, mode, variant, threads, "cpu");
    }

    private void add(
            List<Contestant> started,
            Consumer<String> remarks,
            Label label,
            List<String> command,
            Map<String, String> variables) {
        try {
            Map<String, String> all = new HashMap<>(variables);
            THREADS.forEach(name -> all.put(name, "" + threads));
            PeerProcess peer = new PeerProcess(label, command, all);
            started.add(peer);
            if (!peer.version().isEmpty()) {
                remarks.accept(label.name() + ", " + label.variant() + ": version " + peer.version());
            }
        } catch (PeerException e) {
            remarks.accept(label.name() + ", " + label.variant() + ": not run: " + e.getMessage());
        }
    }
}
