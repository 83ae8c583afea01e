package dev.vecgrad.blas;

import dev.vecgrad.exec.Products;
import dev.vecgrad.spi.Gemm;

/** The libraries for products that tests try, by name. */
final class InstalledGemm {
    private InstalledGemm() {}

    /** {@return the library; ends the test as not run if it is OpenBLAS and absent} */
    static Gemm named(String name) {
        return name.equals("openblas") ? RequireOpenBlas.get() : installed(name);
    }

    private static Gemm installed(String name) {
        return Products.installed().stream()
                .filter(gemm -> gemm.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
