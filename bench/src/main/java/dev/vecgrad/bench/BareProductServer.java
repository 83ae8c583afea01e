package dev.vecgrad.bench;

/** Bare calls of OpenBLAS as one of those compared. */
final class BareProductServer {
    private BareProductServer() {}

    public static void main(String[] args) {
        int threads = Integer.parseInt(args[0]);
        Label label = new Label(Engine.OPENBLAS.toString(), Mode.EAGER.toString(), "own threads", threads, "cpu");
        Server.serve(label, "", BareProducts.all(threads));
    }
}
