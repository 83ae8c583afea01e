package dev.vecgrad.cli;

import dev.vecgrad.cli.train.OptimizerChoice;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of {@code --optimizer}. */
final class OptimizerName implements ITypeConverter<OptimizerChoice> {
    @Override
    public OptimizerChoice convert(String name) {
        return Arrays.stream(OptimizerChoice.values())
                .filter(choice -> choice.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + name + "' is none of "
                        + Arrays.stream(OptimizerChoice.values())
                                .map(OptimizerChoice::toString)
                                .collect(Collectors.joining(", "))));
    }
}
