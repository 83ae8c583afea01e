package dev.vecgrad.cli;

import dev.vecgrad.cli.predict.FeatureSource;
import dev.vecgrad.cli.predict.Prediction;
import dev.vecgrad.cli.predict.PredictionFile;
import dev.vecgrad.cli.predict.Predictor;
import dev.vecgrad.cli.train.ModelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vecgrad predict}. */
@Command(
        name = "predict",
        description = "Tells the class of each row of a CSV file by a saved model.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class)
final class PredictCommand implements Callable<Integer> {
    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "what train --save wrote")
    private Path model = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "a CSV file with the features' columns, found by name (others do not matter); digits or"
                    + " breast-cancer; or the test images of a folder of IDX files or of fashion-mnist")
    private String data = "";

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            description = "where classes and probabilities go (default: here)")
    @Nullable
    private Path out;

    @Override
    public Integer call() throws IOException {
        Outputs.checkFile("--out", out);
        ModelFile file = ModelFile.load(model);
        List<Prediction> predictions = Predictor.of(file).predict(FeatureSource.read(data, file));
        PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
        if (out == null) {
            PredictionFile.write(console, predictions);
            console.flush();
        } else {
            PredictionFile.write(out, predictions);
            console.println(predictions.size() + " predictions written to " + out);
        }
        return 0;
    }
}
