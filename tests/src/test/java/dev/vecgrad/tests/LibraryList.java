package dev.vecgrad.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vecgrad.nn.Init;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page that lists layers, losses, optimisers, schedules and initialisations beside PyTorch's names: what the packages hold, and what they lack. */
final class LibraryList {
    private static final String HEAD = """
            # Layers, losses, optimisers

            Every layer, loss, optimiser, schedule and initialisation of PyTorch, and where it is here. What has no place here is missing. Losses as functions, and
            activations as methods, are in [OPERATIONS.md](OPERATIONS.md). The list leaves out abstract classes, old names of others, `Lazy...` layers, whose sizes
            come with the first input, and what is for several devices or sparse tensors (`DataParallel`, `SparseAdam`); none of these is here.
            This page is written by a test: `./mvnw -pl tests -am test -Dtest=LibraryListTest -Dvecgrad.docs.write=true`.
            """;

    /** A javadoc comment right before a public class or method, and its name. */
    private static final Pattern DOCUMENTED = Pattern.compile(
            "/\\*\\*((?:[^*]|\\*(?!/))*)\\*/\\s*(?:@\\w+(?:\\(.*\\))?\\s*)*public (?:static |final |sealed |abstract )*(?:class|enum|Tensor|double) (\\w+)");

    private final Path sources;

    /** A list of what stands in a folder of sources. */
    LibraryList(Path sources) {
        this.sources = sources;
    }

    /** {@return the page} */
    String page() throws IOException {
        Map<String, List<String>> names = names();
        Map<String, String> nn = classes("nn");
        Map<String, String> optim = classes("optim");
        StringBuilder page = new StringBuilder(HEAD);
        addClasses(page, "Layers", "torch.nn", kind(names, "layers"), nn);
        addClasses(page, "Losses", "torch.nn", kind(names, "losses"), nn);
        addClasses(page, "Optimisers", "torch.optim", kind(names, "optimisers"), optim);
        addClasses(page, "Schedules", "torch.optim.lr_scheduler", kind(names, "schedules"), optim);
        addClasses(page, "Averages of weights", "torch.optim.swa_utils", kind(names, "averages"), nn);
        addInitialisations(page, kind(names, "initialisations"));
        addMetrics(page, nn);
        return page.toString();
    }

    private static List<String> kind(Map<String, List<String>> names, String kind) {
        return Objects.requireNonNull(names.get(kind), kind);
    }

    private static void addClasses(
            StringBuilder page, String title, String module, List<String> names, Map<String, String> ours) {
        begin(page, title, module + ", " + count(names, ours));
        names.forEach(name -> addRow(page, name, ours.containsKey(name) ? name : "", ours.getOrDefault(name, "")));
    }

    private static String count(List<String> names, Map<String, String> ours) {
        return names.stream().filter(ours::containsKey).count() + " of " + names.size() + " are here";
    }

    private void addInitialisations(StringBuilder page, List<String> names) throws IOException {
        Map<String, String> documented = documented(sources.resolve("nn/Init.java"));
        List<String> methods =
                Arrays.stream(Init.class.getMethods()).map(Method::getName).toList();
        begin(page, "Initialisations", "torch.nn.init; here methods of Init");
        names.forEach(name -> {
            String method = OperationsList.camelCase(name);
            boolean isHere = methods.contains(method);
            addRow(page, name, isHere ? "Init." + method : "", documented.getOrDefault(method, ""));
        });
    }

    private static void addMetrics(StringBuilder page, Map<String, String> nn) {
        begin(page, "Metrics", "scikit-learn has them in sklearn.metrics");
        addRow(page, "accuracy_score, top_k_accuracy_score, roc_auc_score", "Metrics", sentence(nn, "Metrics"));
        addRow(
                page,
                "confusion_matrix, precision_score, recall_score, f1_score",
                "ConfusionMatrix",
                sentence(nn, "ConfusionMatrix"));
    }

    private static String sentence(Map<String, String> classes, String name) {
        return Objects.requireNonNull(classes.get(name), name);
    }

    private static void begin(StringBuilder page, String title, String about) {
        page.append("\n## ").append(title).append("\n\n").append(about).append(".\n\n");
        page.append("| there | here | what it is |\n|---|---|---|\n");
    }

    private static void addRow(StringBuilder page, String name, String ours, String sentence) {
        String here = ours.isEmpty() ? "missing" : "`" + ours + "`";
        page.append("| ").append(name).append(" | ").append(here).append(" | ");
        page.append(sentence.replace("|", "\\|")).append(" |\n");
    }

    /** {@return the public classes of a package with their first sentences} */
    private Map<String, String> classes(String folder) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(sources.resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                String sentence = documented(file).get(name);
                if (sentence != null) {
                    all.put(name, sentence);
                }
            }
        }
        return all;
    }

    /** {@return the first sentences of what is public in a file; of several of one name the first one's} */
    private static Map<String, String> documented(Path file) throws IOException {
        Map<String, String> all = new TreeMap<>();
        Matcher matcher = DOCUMENTED.matcher(Files.readString(file, UTF_8));
        while (matcher.find()) {
            all.putIfAbsent(matcher.group(2), firstSentence(matcher.group(1)));
        }
        return all;
    }

    /** {@return the first sentence of a comment, without tags} */
    static String firstSentence(String comment) {
        String text = comment.lines()
                .map(line -> line.strip().replaceFirst("^\\*\\s?", ""))
                .collect(Collectors.joining(" "))
                .strip();
        String plain = text.replaceAll("\\{@(?:link|linkplain) (?:\\w+#|#)?(\\w+)[^}]*}", "$1")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("^\\{@return ([^}]*)}", "$1.")
                .replaceAll("\\s+@(?:param|throws|return) .*", "");
        Matcher end = Pattern.compile("\\.(?= [A-Z<{@]|$)").matcher(plain);
        return (end.find() ? plain.substring(0, end.end()) : plain).strip();
    }

    /** {@return PyTorch's names by kind} */
    private static Map<String, List<String>> names() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LibraryList.class.getResourceAsStream("/torch_names.txt"), "torch_names.txt")) {
            Map<String, List<String>> all = new TreeMap<>();
            new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" = "))
                    .forEach(parts -> all.put(parts[0], new ArrayList<>(List.of(parts[1].split(" ")))));
            return all;
        }
    }
}
