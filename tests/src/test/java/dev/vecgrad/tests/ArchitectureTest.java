package dev.vecgrad.tests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layout that ARCHITECTURE.md describes: packages depend downwards, modules know only what they should. */
class ArchitectureTest {
    /** The runtime's packages, lowest first; those of one entry stand side by side. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("dev.vecgrad.type"),
            List.of("dev.vecgrad.ir"),
            List.of("dev.vecgrad.spi"),
            List.of("dev.vecgrad.memory"),
            List.of("dev.vecgrad.exec"),
            List.of("dev.vecgrad.core"),
            List.of("dev.vecgrad.graph"),
            List.of("dev.vecgrad.plan"),
            List.of("dev.vecgrad.ops"),
            List.of("dev.vecgrad"),
            List.of(
                    "dev.vecgrad.autograd",
                    "dev.vecgrad.compile",
                    "dev.vecgrad.nn",
                    "dev.vecgrad.optim",
                    "dev.vecgrad.data",
                    "dev.vecgrad.io"));

    private static final String SIMD = "dev.vecgrad.simd..";
    private static final String BLAS = "dev.vecgrad.blas..";
    private static final String OPENCL = "dev.vecgrad.opencl..";
    private static final String VIZ = "dev.vecgrad.viz..";
    private static final String BENCH = "dev.vecgrad.bench..";
    private static final String EXAMPLES = "dev.vecgrad.examples..";
    private static final String CLI = "dev.vecgrad.cli..";
    private static final String TESTS = "dev.vecgrad.tests..";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.vecgrad");

    private static final DescribedPredicate<JavaClass> RUNTIME = describe(
            "in the runtime",
            c -> !resideInAnyPackage(SIMD, BLAS, OPENCL, VIZ, BENCH, EXAMPLES, CLI, TESTS)
                    .test(c));

    private static final DescribedPredicate<JavaClass> LIBRARY =
            RUNTIME.or(resideInAnyPackage(SIMD, BLAS, OPENCL)).as("in the runtime or a backend");

    @ParameterizedTest
    @MethodSource("layers")
    void packagesDependDownwards(int layer) {
        String[] above = LAYERS.subList(layer + 1, LAYERS.size()).stream()
                .flatMap(List::stream)
                .map(ArchitectureTest::pattern)
                .toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAnyPackage(patterns(LAYERS.get(layer)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above));
    }

    static Stream<Integer> layers() {
        return Stream.iterate(0, i -> i < LAYERS.size() - 1, i -> i + 1);
    }

    @Test
    void everyRuntimePackageHasItsPlace() {
        String[] known = patterns(LAYERS.stream().flatMap(List::stream).toList());
        check(classes().that(RUNTIME).should().resideInAnyPackage(known));
    }

    @Test
    void packagesFormNoCircle() {
        check(slices().assignedFrom(new ByPackage()).should().beFreeOfCycles());
    }

    @Test
    void runtimeNamesNoBackend() {
        check(noClasses().that(RUNTIME).should().dependOnClassesThat(resideInAnyPackage(SIMD, BLAS, OPENCL)));
    }

    @Test
    void backendsKnowTheRuntimeAlone() {
        check(noClasses().that().resideInAPackage(SIMD).should().dependOnClassesThat(resideInAnyPackage(BLAS, OPENCL)));
        check(noClasses().that().resideInAPackage(BLAS).should().dependOnClassesThat(resideInAnyPackage(SIMD, OPENCL)));
        check(noClasses().that().resideInAPackage(OPENCL).should().dependOnClassesThat(resideInAnyPackage(SIMD, BLAS)));
        check(noClasses()
                .that(LIBRARY)
                .should()
                .dependOnClassesThat(resideInAnyPackage(VIZ, BENCH, EXAMPLES, CLI, TESTS)));
    }

    @Test
    void nothingDependsOnTheCommandLine() {
        check(noClasses()
                .that()
                .resideInAnyPackage(VIZ, BENCH, EXAMPLES)
                .should()
                .dependOnClassesThat(resideInAPackage(CLI)));
        check(noClasses()
                .that()
                .resideInAPackage(VIZ)
                .should()
                .dependOnClassesThat(resideInAnyPackage(BENCH, EXAMPLES)));
    }

    @Test
    void onlyTheLauncherAsksForAnAddress() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.vecgrad.memory..", "dev.vecgrad.exec..")
                .should()
                .callMethodWhere(describe("the target is Storage.address()", ArchitectureTest::asksForAnAddress)));
    }

    @Test
    void onlyTheCpuBackendKnowsVectors() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(SIMD, BLAS, BENCH)
                .should()
                .dependOnClassesThat(resideInAPackage("jdk.incubator.vector..")));
    }

    @Test
    void libraryHasNoDependencyOfItsOwn() {
        check(classes()
                .that(LIBRARY)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "jdk..", "com.sun.management..", "dev.vecgrad..", "org.jspecify..")));
    }

    @Test
    void libraryLogsThroughSystemLogger() {
        check(noClasses().that(LIBRARY).should().dependOnClassesThat(resideInAPackage("java.util.logging..")));
        check(noClasses().that(LIBRARY).should(GeneralCodingRules.ACCESS_STANDARD_STREAMS));
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        assertThat(packages().filter(p -> !p.isAnnotatedWith(NullMarked.class)).map(JavaPackage::getName))
                .as("packages whose package-info.java lacks @NullMarked")
                .isEmpty();
    }

    private static Stream<JavaPackage> packages() {
        return ALL.stream().map(JavaClass::getPackage).distinct();
    }

    private static boolean asksForAnAddress(JavaMethodCall call) {
        return call.getTarget().getName().equals("address")
                && call.getTargetOwner().getFullName().equals("dev.vecgrad.memory.Storage");
    }

    /** Rules hold also for packages that are not born yet. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ALL);
    }

    private static String[] patterns(List<String> packages) {
        return packages.stream().map(ArchitectureTest::pattern).toArray(String[]::new);
    }

    /** A package with those below it, but the root alone. */
    private static String pattern(String name) {
        return name.equals("dev.vecgrad") ? name : name + "..";
    }

    /** Each package is a slice of its own. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
