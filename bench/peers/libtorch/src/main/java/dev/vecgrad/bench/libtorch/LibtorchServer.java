package dev.vecgrad.bench.libtorch;

import dev.vecgrad.bench.Label;
import dev.vecgrad.bench.Server;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** PyTorch's library, called from Java through JavaCPP, as one of those compared. Arguments: what the caller calls its environment, and threads. */
public final class LibtorchServer {
    private LibtorchServer() {}

    /** Answers until the input ends. */
    public static void main(String[] args) throws IOException {
        int threads = Integer.parseInt(args[1]);
        torch.set_num_threads(threads);
        Server.serve(
                new Label("libtorch", "eager", args[0], threads, "cpu"),
                Loader.getVersion("org.bytedeco", "pytorch"),
                LibtorchWorkloads.all());
    }
}
