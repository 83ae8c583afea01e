package dev.vecgrad.tests.accuracy;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Pi to any number of digits: Machin's 16 atan(1/5) - 4 atan(1/239), in whole numbers. A field of Hipparchus with as many digits takes ten seconds. */
final class Pi {
    private static final int GUARD = 10;

    private Pi() {}

    /** {@return pi with {@code digits} digits after the point, cut off} */
    static BigDecimal of(int digits) {
        BigInteger one = BigInteger.TEN.pow(digits + GUARD);
        BigInteger quarter =
                atanOfInverse(5, one).multiply(BigInteger.valueOf(4)).subtract(atanOfInverse(239, one));
        return new BigDecimal(quarter.multiply(BigInteger.valueOf(4)).divide(BigInteger.TEN.pow(GUARD)), digits);
    }

    /** 1/n - 1/(3 n^3) + 1/(5 n^5) - ..., in units of 1/{@code one}. */
    private static BigInteger atanOfInverse(int n, BigInteger one) {
        BigInteger square = BigInteger.valueOf((long) n * n);
        BigInteger power = one.divide(BigInteger.valueOf(n));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; power.signum() > 0; k += 2) {
            BigInteger term = power.divide(BigInteger.valueOf(k));
            sum = k % 4 == 1 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }
}
