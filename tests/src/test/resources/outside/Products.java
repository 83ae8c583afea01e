package outside;

/** Says what computes matrix products. */
final class Products {
    public static void main(String[] args) {
        System.out.println(dev.vecgrad.exec.Products.gemm().description());
    }
}
