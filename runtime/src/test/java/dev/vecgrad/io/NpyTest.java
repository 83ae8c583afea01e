package dev.vecgrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside files that NumPy wrote, see tests/golden/numpy_files.py. */
class NpyTest {
    private static final ReadOptions WIDE = ReadOptions.DEFAULT.widen(true);

    @TempDir
    Path folder;

    static Stream<Arguments> arrays() {
        return Stream.of(DType.values())
                .flatMap(dtype -> Stream.of("scalar", "0", "5", "1x1", "2x3", "2x0x3", "2x3x4")
                        .map(shape -> Arguments.of(dtype, shape)));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void arraysOfNumPyAreReadAndWrittenAlikeToTheByte(DType dtype, String shape) throws IOException {
        Path golden = GoldenPath.of(dtype + "-" + shape + ".npy");
        Tensor read = Npy.load(golden);
        assertThat(read.dtype()).isEqualTo(dtype);
        long[] sizes = shape.equals("scalar")
                ? new long[0]
                : Stream.of(shape.split("x", -1)).mapToLong(Long::parseLong).toArray();
        assertThat(read.shape().toArray()).containsExactly(sizes);
        assertThat(read.to(DType.FLOAT64).toDoubleArray()).isEqualTo(elements(dtype, sizes));
        assertThat(saved(read)).hasSameBinaryContentAs(golden);
    }

    /** Element i as the script makes it. */
    private static double[] elements(DType dtype, long... sizes) {
        double[] elements = new double[(int) Shape.of(sizes).numel()];
        Arrays.setAll(elements, i -> switch (dtype) {
            case BOOL -> i % 3 == 0 ? 1 : 0;
            case INT32, INT64 -> 3 * i - 7;
            case FLOAT32, FLOAT64 -> (3 * i - 7) / 8.0;
        });
        return elements;
    }

    private Path saved(Tensor tensor) {
        Path file = folder.resolve("saved.npy");
        Npy.save(file, tensor);
        return file;
    }

    @ParameterizedTest
    @MethodSource("dtypes")
    void fortranOrderIsReadAsAViewAndWrittenAgain(DType dtype) throws IOException {
        Path golden = GoldenPath.of(dtype + "-fortran.npy");
        Tensor read = Npy.load(golden);
        assertThat(read.shape().toArray()).containsExactly(2, 3, 4);
        assertThat(read.value().strides()).containsExactly(1, 2, 6);
        assertThat(read.to(DType.FLOAT64).toDoubleArray()).isEqualTo(elements(dtype, 2, 3, 4));
        assertThat(saved(read)).hasSameBinaryContentAs(golden);
    }

    @ParameterizedTest
    @MethodSource("dtypes")
    void bigEndianElementsAreRead(DType dtype) {
        Tensor read = Npy.load(GoldenPath.of(dtype + "-big.npy"));
        assertThat(read.dtype()).isEqualTo(dtype);
        assertThat(read.to(DType.FLOAT64).toDoubleArray()).isEqualTo(elements(dtype, 2, 3));
    }

    static Stream<DType> dtypes() {
        return Stream.of(DType.values());
    }

    @Test
    void bothOrdersAtOnceAreRead() {
        Tensor read = Npy.load(GoldenPath.of("float32-big-fortran.npy"));
        assertThat(read.to(DType.FLOAT64).toDoubleArray()).isEqualTo(elements(DType.FLOAT32, 3, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void otherVersionsOfTheHeaderAreRead(int version) {
        Tensor read = Npy.load(GoldenPath.of("int64-version" + version + ".npy"));
        assertThat(read.to(DType.FLOAT64).toDoubleArray()).isEqualTo(elements(DType.INT64, 2, 3));
    }

    @Test
    void extremesKeepTheirBits() throws IOException {
        Path golden = GoldenPath.of("specials.npy");
        Tensor read = Npy.load(golden);
        assertThat(read.toDoubleArray())
                .containsExactly(
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        -0.0,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE);
        assertThat(saved(read)).hasSameBinaryContentAs(golden);
    }

    @Test
    void viewsAreWrittenAsNumPyWritesThem() throws IOException {
        Tensor whole = Npy.load(GoldenPath.of("float32-long.npy"));
        assertThat(saved(whole.narrow(0, 0, 24)
                        .view(4, 3, 2)
                        .permute(2, 1, 0)
                        .contiguous()
                        .permute(2, 1, 0)))
                .satisfies(file -> assertThat(Npy.load(file).toFloatArray())
                        .isEqualTo(whole.narrow(0, 0, 24).toFloatArray()));
        assertThat(Files.readString(folder.resolve("saved.npy"), StandardCharsets.ISO_8859_1))
                .contains("'fortran_order': True, 'shape': (4, 3, 2), }");
        Tensor sliced = whole.narrow(0, 0, 120).view(10, 12).narrow(1, 3, 5);
        assertThat(Npy.load(saved(sliced)).toFloatArray()).isEqualTo(sliced.toFloatArray());
        assertThat(Npy.load(saved(sliced.t().requiresGrad_(true).mul(1))).toFloatArray())
                .isEqualTo(sliced.t().toFloatArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"int8", "uint8", "int16", "uint16", "uint16-big", "uint32", "float16"})
    void narrowTypesAreReadExactlyWhenAskedAndAreClearErrorsElse(String name) {
        Path golden = GoldenPath.of("other-" + name + ".npy");
        Tensor read = Npy.load(golden, WIDE);
        DType wide = name.equals("uint32") ? DType.INT64 : name.equals("float16") ? DType.FLOAT32 : DType.INT32;
        assertThat(read.dtype()).isEqualTo(wide);
        double[] expected = elements(wide, 2, 3);
        if (name.startsWith("u")) {
            Arrays.setAll(expected, i -> 3 * i);
        }
        assertThat(read.to(DType.FLOAT64).toDoubleArray()).isEqualTo(expected);
        assertThatThrownBy(() -> Npy.load(golden))
                .isInstanceOf(TensorFileException.class)
                .hasMessageStartingWith(golden + ": its elements are " + name.replace("-big", "")
                        + ", which vecgrad has not: read them as " + wide
                        + " by ReadOptions.DEFAULT.widen(true), which is exact");
    }

    @Test
    void halfPrecisionWidensAsInNumPy() {
        assertThat(Npy.load(GoldenPath.of("half.npy"), WIDE).toFloatArray())
                .isEqualTo(Npy.load(GoldenPath.of("half-widened.npy")).toFloatArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uint64     | its dtype '<u8' is an integer whose values no dtype of vecgrad holds exactly: save a.astype('int64')",
                "complex64  | its dtype '<c8' is complex: save a.real and a.imag",
                "S3         | its dtype '|S3' is text",
                "U3         | its dtype '<U3' is text",
                "M8         | its dtype '<M8[s]' is dates or times: save a.astype('int64')",
                "longdouble | its dtype '<f16' is a float of a size that vecgrad has not: save a.astype('float64')",
                "structure  | its elements are structures of several fields: save each field as an array of its own",
                "object     | its dtype '|O' is Python objects"
            })
    void otherTypesAreClearErrors(String name, String message) {
        Path golden = GoldenPath.of("other-" + name + ".npy");
        assertThatThrownBy(() -> Npy.load(golden, WIDE))
                .isInstanceOf(TensorFileException.class)
                .hasMessageStartingWith(golden.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32-2x3x4", "float32-fortran"})
    void rowsAreTakenFromAnOpenFile(String name) {
        Path golden = GoldenPath.of(name + ".npy");
        try (NpyFile file = Npy.open(golden)) {
            Tensor whole = file.load();
            assertThat(file.shape().toArray()).containsExactly(2, 3, 4);
            assertThat(file.dtype()).isEqualTo(DType.FLOAT32);
            for (int start = 0; start <= 2; start++) {
                for (int count = 0; count <= 2 - start; count++) {
                    Tensor rows = file.rows(start, count);
                    assertThat(rows.shape().toArray()).containsExactly(count, 3, 4);
                    assertThat(rows.toFloatArray())
                            .isEqualTo(whole.narrow(0, start, count).toFloatArray());
                }
            }
            assertThatThrownBy(() -> file.rows(1, 2))
                    .isInstanceOf(IndexException.class)
                    .hasMessage("rows: rows 1 to 3 of an array with 2: both must be from 0 to that");
            assertThatThrownBy(() -> file.rows(-1, 1)).isInstanceOf(IndexException.class);
            assertThatThrownBy(() -> file.rows(0, Long.MAX_VALUE)).isInstanceOf(IndexException.class);
        }
    }

    @Test
    void rowsOfArraysWithoutElementsOrDims() {
        try (NpyFile none = Npy.open(GoldenPath.of("int32-0.npy"));
                NpyFile flat = Npy.open(GoldenPath.of("int32-2x0x3.npy"));
                NpyFile scalar = Npy.open(GoldenPath.of("int32-scalar.npy"))) {
            assertThat(none.rows(0, 0).shape().toArray()).containsExactly(0);
            assertThat(flat.rows(1, 1).shape().toArray()).containsExactly(1, 0, 3);
            assertThatThrownBy(() -> scalar.rows(0, 0))
                    .isInstanceOf(IndexException.class)
                    .hasMessageContaining("a scalar has no rows");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '@',
            value = {
                "                                                                         | the text ends early at character",
                "[]                                                                       | expected '{'",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x              | more text after the dictionary",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), , }              | expected a string",
                "{'descr': '<f4' 'fortran_order': False, 'shape': (1,), }                 | expected ',' or '}'",
                "{'descr': '<f4', 'fortran_order': False, }                               | its header has no member 'shape'",
                "{'descr': '<f4', 'shape': (1,), }                                        | its header has no member 'fortran_order'",
                "{'fortran_order': False, 'shape': (1,)}                                  | its header has no member 'descr'",
                "{'descr': '<f4', 'descr': '<f4'}                                         | the member 'descr' comes twice",
                "{'descr': '<f4', 'order': 1}                                             | the format knows no member 'order'",
                "{'descr': '<f4', 'fortran_order': 0}                                     | expected True or False",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1), }                 | this is a number in parentheses",
                "{'descr': '<f4', 'fortran_order': False, 'shape': [1], }                 | expected '('",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }               | expected a whole number from 0",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (,), }                 | expected a whole number from 0",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1), }               | expected ',' or ')'",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (01,), }               | a number that begins with 0",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), } | a number of 20 digits: it must be below 2^63",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,), } | has more than 2^63 bytes",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), } | overflows",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }                | 4 bytes follow its header: shape [2] in float32 takes 8; it was cut short",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }                | 4 bytes follow its header: shape [0] in float32 takes 0; one array is expected",
                "{'descr': 'f4', 'fortran_order': False, 'shape': (1,), }                 | its dtype 'f4' is no type with a byte order, such as '<f4'",
                "@{'descr': '|f4', 'fortran_order': False, 'shape': (1,), }@              | @its dtype '|f4' is a float of a size@",
                "{'descr': '', 'fortran_order': False, 'shape': (1,), }                   | its dtype '' is no type",
                "{'descr': '<f\\x34', 'fortran_order': False, 'shape': (1,), }             | a string with an escape",
                "{'descr': '<f4                                                           | a string with an escape or a control character"
            })
    void malformedHeadersAreClearErrors(String header, String message) throws IOException {
        Path file = file(1, header == null ? "" : header, 0, 0, 0, 0);
        assertThatThrownBy(() -> Npy.load(file))
                .isInstanceOf(TensorFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }",
                "{\"shape\":(1,),\"descr\":\"<i4\",\"fortran_order\":False}",
                "  {'descr': '<i4' , 'fortran_order' :\tFalse, 'shape': ( 1L , ) }  ",
                "{'descr': '<i4', 'fortran_order': True, 'shape': (1, 1)}"
            })
    void headersOfOtherWritersAreRead(String header) throws IOException {
        assertThat(Npy.load(file(1, header, 1, 2, 0, 0)).item()).isEqualTo(513);
    }

    @Test
    void otherFilesAreClearErrors() throws IOException {
        byte[] good = Files.readAllBytes(GoldenPath.of("int32-5.npy"));
        for (int size = 0; size < good.length; size++) {
            Path file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(good, size));
            assertThatThrownBy(() -> Npy.load(file)).as("%d", size).isInstanceOf(TensorFileException.class);
        }
        good[6] = 4;
        Path file = Files.write(folder.resolve("version.npy"), good);
        assertThatThrownBy(() -> Npy.load(file)).hasMessageContaining("its version is 4.0: versions 1.0, 2.0 and 3.0");
        assertThatThrownBy(() -> Npy.load(folder))
                .isInstanceOf(TensorFileException.class)
                .hasMessage(folder + ": it is a folder: an npy file was expected");
        assertThatThrownBy(() -> Npy.load(folder.resolve("none")))
                .isInstanceOf(TensorFileException.class)
                .hasMessageEndingWith("there is no such file");
    }

    @Test
    void aHeaderThatIsTooLongIsNotAllocated() throws IOException {
        Path file = file(2, " ".repeat(10_000));
        assertThatThrownBy(() -> Npy.load(file))
                .hasMessageContaining("its header has 10001 bytes: at most 10000 are read");
        byte[] bytes = Files.readAllBytes(file);
        bytes[11] = -1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Npy.load(file)).hasMessageContaining("bytes: at most 10000 are read");
    }

    @Test
    void aHeaderOfVersion3MustBeUtf8() throws IOException {
        byte[] bytes =
                Files.readAllBytes(file(3, "{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }", 1, 0, 0, 0));
        bytes[20] = (byte) 0xff;
        Path file = Files.write(folder.resolve("given.npy"), bytes);
        assertThatThrownBy(() -> Npy.load(file)).hasMessageContaining("its header is no UTF-8 text");
    }

    @Test
    void moreDimsThanNumPyHasAreClearErrors() throws IOException {
        String ones = "1, ".repeat(65);
        Path file = file(1, "{'descr': '<i4', 'fortran_order': False, 'shape': (" + ones + "), }", 1, 0, 0, 0);
        assertThatThrownBy(() -> Npy.load(file)).hasMessageContaining("a tuple of more than 64 numbers");
        long[] sizes = new long[65];
        Arrays.fill(sizes, 1);
        assertThatThrownBy(() -> saved(Tensor.ones(1).view(sizes)))
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("the tensor has 65 dims: NumPy has at most 64");
    }

    private Path file(int version, String header, int... data) throws IOException {
        byte[] text = (header + "\n").getBytes(StandardCharsets.ISO_8859_1);
        int lengthBytes = version == 1 ? 2 : 4;
        byte[] bytes = new byte[8 + lengthBytes + text.length + data.length];
        System.arraycopy(NpyHeader.MAGIC, 0, bytes, 0, 6);
        bytes[6] = (byte) version;
        bytes[8] = (byte) text.length;
        bytes[9] = (byte) (text.length >> 8);
        System.arraycopy(text, 0, bytes, 8 + lengthBytes, text.length);
        for (int i = 0; i < data.length; i++) {
            bytes[bytes.length - data.length + i] = (byte) data[i];
        }
        return Files.write(folder.resolve("given.npy"), bytes);
    }
}
