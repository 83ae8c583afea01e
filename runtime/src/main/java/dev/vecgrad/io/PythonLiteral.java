package dev.vecgrad.io;

import java.util.Arrays;

/**
 * Goes through a literal of Python whose structure the caller knows: strings without escapes, truths, tuples of whole numbers. What
 * it allocates is less than a small multiple of the text's length.
 */
final class PythonLiteral {
    /** A text that is not of the structure that was asked for; the message tells the position. */
    static final class LiteralException extends Exception {
        private static final long serialVersionUID = 1L;

        LiteralException(String message) {
            super(message);
        }
    }

    private final String text;
    private int at;

    PythonLiteral(String text) {
        this.text = text;
    }

    /** Checks that nothing but space follows. */
    void end() throws LiteralException {
        skipSpace();
        if (at != text.length()) {
            throw error("more text after the dictionary");
        }
    }

    /** Goes past a character. */
    void expect(char expected) throws LiteralException {
        if (!isNext(expected)) {
            throw error("expected '" + expected + "'");
        }
        at++;
    }

    /** {@return whether the next thing begins so} */
    boolean isNext(char first) throws LiteralException {
        skipSpace();
        return peek() == first;
    }

    /** {@return whether the next thing is this character, which is then behind} */
    boolean skip(char wanted) throws LiteralException {
        boolean is = isNext(wanted);
        at += is ? 1 : 0;
        return is;
    }

    /** {@return a string in single or double quotes} */
    String string() throws LiteralException {
        skipSpace();
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw error("expected a string");
        }
        int start = ++at;
        while (peek() != quote) {
            if (peek() == '\\' || peek() < ' ') {
                throw error("a string with an escape or a control character");
            }
            at++;
        }
        return text.substring(start, at++);
    }

    /** {@return True or False} */
    boolean truth() throws LiteralException {
        skipSpace();
        for (String word : new String[] {"True", "False"}) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw error("expected True or False");
    }

    /** {@return a tuple of at most {@code most} whole numbers from 0; one number needs a comma, as in Python} */
    long[] tuple(int most) throws LiteralException {
        expect('(');
        long[] values = new long[most];
        int count = 0;
        boolean comma = false;
        while (!skip(')')) {
            if (count > 0 && !comma) {
                throw error("expected ',' or ')'");
            }
            if (count == most) {
                throw error("a tuple of more than " + most + " numbers");
            }
            values[count++] = integer();
            comma = skip(',');
        }
        if (count == 1 && !comma) {
            throw error("expected a tuple, but this is a number in parentheses");
        }
        return Arrays.copyOf(values, count);
    }

    /* Python 2 put an L after long ones. */
    private long integer() throws LiteralException {
        skipSpace();
        int start = at;
        while (at < text.length() && '0' <= text.charAt(at) && text.charAt(at) <= '9') {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.isEmpty()) {
            throw error("expected a whole number from 0");
        }
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            throw error("a number that begins with 0");
        }
        at += at < text.length() && text.charAt(at) == 'L' ? 1 : 0;
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw error("a number of " + digits.length() + " digits: it must be below 2^63");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r\f".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws LiteralException {
        if (at == text.length()) {
            throw error("the text ends early");
        }
        return text.charAt(at);
    }

    /** {@return an exception that tells this and the place} */
    LiteralException error(String message) {
        return new LiteralException(message + " at character " + at);
    }
}
