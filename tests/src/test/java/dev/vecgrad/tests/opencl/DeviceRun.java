package dev.vecgrad.tests.opencl;

import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.tests.cases.OpCases;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Device;
import java.util.ArrayList;
import java.util.List;

/**
 * All op cases on the first OpenCL device of a JVM of its own, whose environment has chosen the driver. The last lines tell what differs and how
 * many cases were compared.
 */
public final class DeviceRun {
    private final Device device = Device.opencl(0);
    private final List<String> failures = new ArrayList<>();
    private int compared;

    private DeviceRun() {}

    /** Runs every n-th case, n being the first argument, of all families or of those that the other arguments name. */
    public static void main(String[] args) {
        DeviceRun run = new DeviceRun();
        int every = Integer.parseInt(args[0]);
        System.out.println(run.device.info());
        List<OpCase> cases = new ArrayList<>();
        List<String> families = List.of(args).subList(1, args.length);
        OpCases.families().forEach((family, own) -> {
            if (families.isEmpty() || families.contains(family)) {
                cases.addAll(own);
            }
        });
        for (int i = 0; i < cases.size(); i += every) {
            run.compare(cases.get(i));
        }
        run.failures.forEach(System.out::println);
        System.out.println(run.failures.size() + " failures");
        System.out.println(run.compared);
        System.exit(run.failures.isEmpty() ? 0 : 1);
    }

    private void compare(OpCase tested) {
        DType dtype = tested.dtypes().contains(DType.FLOAT32)
                ? DType.FLOAT32
                : tested.dtypes().iterator().next();
        try {
            List<String> differences = new DeviceCase(tested, dtype, true).compare(device);
            compared++;
            differences.forEach(difference -> failures.add(tested + " in " + dtype + ": " + difference));
        } catch (DTypeException _) {
            // a case that refuses this dtype on the processor as well
        } catch (RuntimeException | Error e) {
            failures.add(tested + " in " + dtype + ": " + e);
        }
    }
}
