package dev.vecgrad.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code in javadoc, in README and in the page for those who come from elsewhere compiles; what README says that its code prints, it prints. */
class SnippetsTest {
    private static final Path ROOT = root();

    @TempDir
    Path classes;

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no folder above has the project's pages");
        }
        return folder;
    }

    static List<Snippet> snippets() throws IOException {
        List<Snippet> all = new ArrayList<>(Snippet.inSources(ROOT));
        all.addAll(Snippet.inPage(ROOT.resolve("README.md")));
        all.addAll(Snippet.inPage(ROOT.resolve("docs/coming-from-pytorch-and-tensorflow.md")));
        return all;
    }

    @Test
    void theyAreFound() throws IOException {
        assertThat(snippets().stream().map(s -> s.source().getFileName().toString()))
                .contains(
                        "Tensor.java",
                        "Module.java",
                        "Function.java",
                        "Scope.java",
                        "README.md",
                        "coming-from-pytorch-and-tensorflow.md");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void compile(Snippet snippet) throws IOException {
        assertThat(errors(snippet)).isEmpty();
    }

    private String errors(Snippet snippet) throws IOException {
        String name = snippet.packageName();
        String text = framed(name.isEmpty() ? "" : "package " + name + ";", snippet.code());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
        StringWriter errors = new StringWriter();
        boolean fine = compiler.getTask(errors, null, null, options, null, List.of(new Source(text)))
                .call();
        return fine ? "" : errors + "\n" + text;
    }

    /** {@return code with what it leaves out: the imports, and what a reader has already} */
    private static String framed(String packageLine, String code) {
        return """
                %s
                import dev.vecgrad.*;
                import dev.vecgrad.autograd.*;
                import dev.vecgrad.autograd.Function;
                import dev.vecgrad.compile.*;
                import dev.vecgrad.core.Generator;
                import dev.vecgrad.core.GradientHook;
                import dev.vecgrad.data.*;
                import dev.vecgrad.io.*;
                import dev.vecgrad.memory.*;
                import dev.vecgrad.nn.*;
                import dev.vecgrad.nn.Module;
                import dev.vecgrad.ops.ResizeMode;
                import dev.vecgrad.optim.*;
                import dev.vecgrad.type.*;
                import dev.vecgrad.viz.*;
                import java.lang.ref.Reference;
                import java.nio.file.Path;
                import java.util.*;

                public class Framed {
                    interface Block {
                        long address();
                    }

                    Block a, b;
                    Sequential model;
                    Tensor x, y, loss;
                    SGD sgd;
                    TensorDataset dataset;
                    List<Double> losses;
                    double[] trainLosses, testLosses;

                    void run(long first, long second) {}

                    void step(Tensor x, Tensor y) {}

                    public void snippet() throws Exception {
                %s
                    }
                }
                """.formatted(packageLine, code);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Framed.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    @Test
    void readmePrintsWhatItsCommentsSay() throws Exception {
        Snippet snippet = Snippet.inPage(ROOT.resolve("README.md")).getFirst();
        assertThat(errors(snippet)).isEmpty();
        String comments = snippet.code()
                .lines()
                .filter(line -> line.contains("// "))
                .map(line -> line.substring(line.indexOf("// ") + 3))
                .collect(Collectors.joining("\n"));
        assertThat(printed()).isEqualTo(comments);
    }

    private String printed() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setOut(new PrintStream(bytes, true, UTF_8));
            Class<?> framed = loader.loadClass("Framed");
            framed.getMethod("snippet").invoke(framed.getConstructor().newInstance());
        } finally {
            System.setOut(before);
        }
        return bytes.toString(UTF_8).strip();
    }
}
