package dev.vecgrad.tests.opencl;

import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Device;
import java.util.ArrayList;
import java.util.List;

/**
 * Op cases on the first OpenCL device of a JVM of its own, whose environment has chosen the driver. The argument is an {@link Extent}. The
 * last lines tell what differs, how many cases were compared, how many programs were built, and
 * which functions they had.
 */
public final class DeviceRun {
    private final Device device = Device.opencl(0);
    private final Builds builds = new Builds();
    private final List<String> failures = new ArrayList<>();
    private int compared;

    private DeviceRun() {}

    /** Runs an extent. */
    public static void main(String[] args) {
        DeviceRun run = new DeviceRun();
        System.out.println(run.device.info());
        Extent.cases(args[0]).forEach(run::compare);
        run.failures.forEach(System.out::println);
        System.out.println("failures: " + run.failures.size());
        System.out.println("cases: " + run.compared);
        System.out.println("programs: " + run.builds.programs());
        System.out.println("functions: " + String.join(" ", run.builds.functions()));
        System.exit(run.failures.isEmpty() ? 0 : 1);
    }

    private void compare(DeviceCase tested) {
        try {
            List<String> differences = tested.compare(device);
            compared++;
            differences.forEach(difference -> failures.add(tested + ": " + difference));
        } catch (DTypeException _) {
            // a case that refuses this dtype on the processor as well
        } catch (RuntimeException | Error e) {
            failures.add(tested + ": " + e);
        }
    }
}
