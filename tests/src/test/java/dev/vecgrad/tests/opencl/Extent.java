package dev.vecgrad.tests.opencl;

import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.tests.cases.OpCases;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which cases run on a device: the {@link FormCases}, and of the table of op cases all or some. */
final class Extent {
    /** The word for all op cases in float32, and the first case of each op in the other dtypes that it takes. */
    static final String FULL = "full";

    private Extent() {}

    /**
     * {@return the cases of {@link #FULL}, or those of every n-th op, n being the text: an op's first case, in float32} After it may stand a part of
     * them, such as {@code full 2/6}; ops are in alphabetical order.
     */
    static List<DeviceCase> cases(String text) {
        String[] words = text.split(" ", 2);
        List<DeviceCase> some = new ArrayList<>(words[0].equals(FULL) ? full() : everyNth(Integer.parseInt(words[0])));
        some.sort(Comparator.comparing(one -> one.tested().name()));
        List<DeviceCase> cases = new ArrayList<>(FormCases.all());
        cases.addAll(words.length == 1 ? some : Slice.parse(words[1]).part(some));
        return cases;
    }

    private static List<DeviceCase> full() {
        List<DeviceCase> cases = new ArrayList<>();
        OpCases.all().forEach(tested -> cases.add(new DeviceCase(tested, usual(tested))));
        firsts().forEach(first -> addOthers(cases, first));
        return cases;
    }

    private static List<DeviceCase> everyNth(int step) {
        List<OpCase> firsts = firsts();
        return IntStream.range(0, firsts.size())
                .filter(i -> i % step == 0)
                .mapToObj(firsts::get)
                .map(first -> new DeviceCase(first, usual(first)))
                .toList();
    }

    private static void addOthers(List<DeviceCase> cases, OpCase first) {
        Set<DType> others = new LinkedHashSet<>(first.dtypes());
        others.remove(usual(first));
        others.forEach(dtype -> cases.add(new DeviceCase(first, dtype)));
    }

    /** {@return the first case of each op} */
    private static List<OpCase> firsts() {
        Set<String> names = new HashSet<>();
        return OpCases.all().stream().filter(tested -> names.add(tested.name())).toList();
    }

    private static DType usual(OpCase tested) {
        return tested.dtypes().contains(DType.FLOAT32)
                ? DType.FLOAT32
                : tested.dtypes().iterator().next();
    }
}
