package dev.vecgrad.tests.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages files: bits, numbers in binary and in text, cuts, insertions, and brackets that nest. Half of it near the ends, where headers are. */
final class Mutator {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int HEADER = 200;
    private static final int MOST_DIGITS_FROM_START = 2000;

    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        Byte.MAX_VALUE,
        Short.MAX_VALUE,
        0xffff,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffffffffL,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final String[] TEXT_EXTREMES = {
        "0",
        "-1",
        "1e9",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "1.5",
        "999999",
        "00",
        ""
    };

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** {@return a copy with one to three damages} */
    byte[] mutate(byte[] good) {
        byte[] bytes = good;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return insert(bytes, 0, some(1 + random.nextInt(20)));
        }
        int at = place(bytes.length);
        return switch (random.nextInt(8)) {
            case 0, 1 -> flip(bytes, at);
            case 2 -> overwrite(bytes, at, extreme());
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> insert(bytes, at, random.nextBoolean() ? some(1 + random.nextInt(20)) : nest());
            case 5 -> remove(bytes, at, 1 + random.nextInt(20));
            case 6 ->
                insert(bytes, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(100))));
            default -> textNumber(bytes);
        };
    }

    private int place(int length) {
        int near = Math.min(length, HEADER);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(near);
            case 1 -> length - 1 - random.nextInt(near);
            default -> random.nextInt(length);
        };
    }

    private byte[] flip(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private byte[] extreme() {
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES)
                .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long value = EXTREMES[random.nextInt(EXTREMES.length)];
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(number.putShort((short) value).array(), Short.BYTES);
            case 1 -> Arrays.copyOf(number.putInt((int) value).array(), Integer.BYTES);
            default -> number.putLong(value).array();
        };
    }

    private static byte[] overwrite(byte[] bytes, int at, byte[] value) {
        byte[] changed = bytes.clone();
        System.arraycopy(value, 0, changed, at, Math.min(value.length, bytes.length - at));
        return changed;
    }

    private byte[] some(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] nest() {
        String[] brackets = {"[", "(", "{\"a\":", "{'a':"};
        return brackets[random.nextInt(brackets.length)]
                .repeat(1 + random.nextInt(3000))
                .getBytes(ISO_8859_1);
    }

    private static byte[] insert(byte[] bytes, int at, byte[] more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        System.arraycopy(more, 0, longer, at, more.length);
        return longer;
    }

    private static byte[] remove(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
        System.arraycopy(bytes, end, shorter, at, bytes.length - end);
        return shorter;
    }

    /** Replaces a number in decimal digits, where text is. */
    private byte[] textNumber(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, MOST_DIGITS_FROM_START), ISO_8859_1);
        MatchResult[] numbers = DIGITS.matcher(text).results().toArray(MatchResult[]::new);
        if (numbers.length == 0) {
            return flip(bytes, place(bytes.length));
        }
        MatchResult number = numbers[random.nextInt(numbers.length)];
        byte[] extreme = TEXT_EXTREMES[random.nextInt(TEXT_EXTREMES.length)].getBytes(ISO_8859_1);
        return insert(remove(bytes, number.start(), number.end() - number.start()), number.start(), extreme);
    }
}
