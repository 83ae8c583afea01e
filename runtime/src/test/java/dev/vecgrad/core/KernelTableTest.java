package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.exec.Executable;
import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTableTest {
    private static Executable negation() {
        Operand unit = new Operand(DType.FLOAT32, Access.UNIT);
        Write write = new Write(0, Expr.input(0, DType.FLOAT32).neg());
        Stage stage = new Stage(List.of(), List.of(write));
        KernelSpec spec = new KernelSpec(Space.MAP, List.of(unit), List.of(), List.of(stage), List.of(), List.of(unit));
        return Executable.of(Device.CPU, spec);
    }

    @Test
    void eachDeviceHasKernelsOfItsOwn() {
        KernelTable table = new KernelTable();
        Executable cpu = table.get(Device.CPU, 1, _ -> negation());
        Executable other = table.get(new Device("other", 0), 1, _ -> negation());
        assertThat(other).isNotSameAs(cpu);
        assertThat(table.get(new Device("cpu", 0), 1, _ -> negation())).isSameAs(cpu);
        assertThat(table.get(Device.CPU, 2, _ -> negation())).isNotSameAs(cpu);
    }
}
