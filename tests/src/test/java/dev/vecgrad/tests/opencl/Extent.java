package dev.vecgrad.tests.opencl;

import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.tests.cases.OpCases;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which cases run on a device: the {@link FormCases}, and of the table of op cases all or some. */
final class Extent {
    /** The word for all op cases in float32, and the first case of each op in the other dtypes that it takes. */
    static final String FULL = "full";

    private Extent() {}

    /** {@return the cases of {@link #FULL}, or those of every n-th op, n being the text: an op's first case, in float32} */
    static List<DeviceCase> cases(String text) {
        List<DeviceCase> cases = new ArrayList<>(FormCases.all());
        List<OpCase> firsts = firsts();
        if (text.equals(FULL)) {
            OpCases.all().forEach(tested -> cases.add(new DeviceCase(tested, usual(tested))));
            firsts.forEach(first -> addOthers(cases, first));
        } else {
            int step = Integer.parseInt(text);
            for (int i = 0; i < firsts.size(); i += step) {
                cases.add(new DeviceCase(firsts.get(i), usual(firsts.get(i))));
            }
        }
        return cases;
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
