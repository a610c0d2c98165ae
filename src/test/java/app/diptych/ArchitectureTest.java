package app.diptych;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.BlockDevice;
import app.diptych.nbd.server.NbdServer;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The arrows of the house, as `module-info` draws them.
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("app.diptych");

  /// Package to the packages of ours that it may use.
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("block", List.of()),
          Map.entry("foreign", List.of()),
          Map.entry("block.os", List.of("foreign", "block")),
          Map.entry("nbd", List.of("block", "text")),
          Map.entry("nbd.client", List.of("nbd", "block", "text")),
          Map.entry("nbd.server", List.of("nbd", "memory", "block")),
          Map.entry("memory", List.of("foreign")),
          Map.entry("mirror", List.of("memory", "block")),
          Map.entry("rescue", List.of("memory", "block")),
          Map.entry("disks", List.of("text")),
          Map.entry("hotplug", List.of("foreign")),
          Map.entry("bus", List.of()),
          Map.entry("udisks", List.of("bus")),
          Map.entry("desktop", List.of("bus")),
          Map.entry("state", List.of()),
          Map.entry("digest", List.of("block")),
          Map.entry("json", List.of()),
          Map.entry("units", List.of()),
          Map.entry("text", List.of()),
          Map.entry("report", List.of("json", "units", "text", "state", "block")),
          Map.entry("journal", List.of("mirror", "state", "block.os", "block")),
          Map.entry(
              "clone",
              List.of(
                  "udisks",
                  "report",
                  "units",
                  "text",
                  "disks",
                  "mirror",
                  "nbd",
                  "block.os",
                  "block")),
          Map.entry(
              "clone.check",
              List.of(
                  "clone",
                  "rescue",
                  "nbd.client",
                  "nbd",
                  "udisks",
                  "report",
                  "units",
                  "state",
                  "memory",
                  "block.os",
                  "block",
                  "disks",
                  "mirror")),
          Map.entry(
              "clone.control",
              List.of("clone.check", "clone", "report", "disks", "mirror", "nbd", "block")),
          Map.entry(
              "clone.pair",
              List.of(
                  "clone.control",
                  "clone.check",
                  "clone",
                  "nbd.client",
                  "udisks",
                  "block.os",
                  "block",
                  "disks")),
          Map.entry(
              "clone.verify",
              List.of(
                  "clone.pair",
                  "clone.control",
                  "clone",
                  "mirror",
                  "rescue",
                  "digest",
                  "report",
                  "memory",
                  "block")),
          Map.entry(
              "clone.job",
              List.of(
                  "clone.verify",
                  "clone.pair",
                  "clone.control",
                  "clone.check",
                  "clone",
                  "mirror",
                  "rescue",
                  "nbd",
                  "nbd.server",
                  "journal",
                  "report",
                  "state",
                  "block.os",
                  "block",
                  "disks")),
          Map.entry("sample", List.of("clone", "block.os", "block")),
          Map.entry("terminal", List.of("foreign")),
          Map.entry(
              "cli.output",
              List.of("terminal", "text", "units", "clone", "report", "json", "nbd", "block")),
          Map.entry(
              "cli",
              List.of(
                  "cli.output",
                  "units",
                  "sample",
                  "clone",
                  "clone.check",
                  "clone.job",
                  "report",
                  "json",
                  "disks",
                  "mirror",
                  "nbd",
                  "block")),
          Map.entry(
              "ui",
              List.of(
                  "ui.disks",
                  "ui.job",
                  "ui.history",
                  "ui.settings",
                  "ui.help",
                  "text",
                  "sample",
                  "units",
                  "state",
                  "ui.parts",
                  "desktop",
                  "clone",
                  "clone.check",
                  "disks",
                  "mirror",
                  "nbd",
                  "block")),
          Map.entry(
              "ui.disks",
              List.of(
                  "ui.parts", "text", "units", "clone", "clone.check", "disks", "hotplug", "nbd")),
          Map.entry(
              "ui.job",
              List.of(
                  "ui.parts",
                  "text",
                  "desktop",
                  "clone",
                  "clone.check",
                  "clone.job",
                  "report",
                  "units",
                  "disks",
                  "mirror",
                  "nbd",
                  "block")),
          Map.entry("ui.history", List.of("ui.parts", "text", "units", "report")),
          Map.entry("ui.settings", List.of("ui.parts", "units", "state", "mirror")),
          Map.entry("ui.help", List.of("ui.parts")),
          Map.entry("ui.parts", List.of("text", "units", "clone", "disks")));

  static Set<String> packages() {
    return ARROWS.keySet();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void usesOnlyWhereItsArrowsPoint(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), ARROWS.getOrDefault(name, List.of()).stream())
            .map(ArchitectureTest::full)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(full(name))
        .should()
        .dependOnClassesThat(
            resideInAPackage("app.diptych..").and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void usesAllThatItsArrowsPointTo(String name) {
    Set<String> used =
        CLASSES.stream()
            .filter(c -> c.getPackageName().equals(full(name)))
            .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
            .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
            .collect(Collectors.toSet());
    assertThat(used)
        .containsAll(
            ARROWS.getOrDefault(name, List.of()).stream().map(ArchitectureTest::full).toList());
  }

  @Test
  void everyPackageHasItsArrows() {
    Set<String> seen =
        CLASSES.stream()
            .map(c -> c.getPackageName())
            .filter(p -> !p.equals("app.diptych"))
            .map(p -> p.substring("app.diptych.".length()))
            .collect(Collectors.toSet());
    assertThat(ARROWS.keySet()).containsAll(seen);
  }

  @Test
  void noCycles() {
    slices().matching("app.diptych.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void librariesStayInTheirPackages() {
    onlyIn(
        "ui..", resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp.."));
    onlyIn("disks", resideInAPackage("oshi.."));
    onlyIn("cli", resideInAPackage("picocli.."));
    onlyIn("state", resideInAPackage("ch.qos.logback.."));
    onlyIn("digest", resideInAPackage("com.dynatrace.."));
    onlyIn(
        "nbd..",
        belongToAnyOf(
            Socket.class, ServerSocket.class, SocketChannel.class, ServerSocketChannel.class));
  }

  @Test
  void theFacesSeeOnlyPlainDataOfTheEngine() {
    noClasses()
        .that()
        .resideInAnyPackage(full("ui.."), full("cli.."))
        .should()
        .dependOnClassesThat(assignableTo(BlockDevice.class).or(assignableTo(NbdServer.class)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandsPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackage(full("cli.output"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void onlyThoseThatCallCReachBeyondJava() {
    noClasses()
        .that()
        .resideOutsideOfPackages(full("foreign"), full("bus"))
        .should()
        .dependOnClassesThat(belongToAnyOf(Linker.class, SymbolLookup.class))
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(full("memory"), full("bus"))
        .should()
        .callMethodWhere(
            target(name("reinterpret")).and(target(owner(assignableTo(MemorySegment.class)))))
        .check(CLASSES);
  }

  private static void onlyIn(String name, DescribedPredicate<JavaClass> library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(full(name))
        .should()
        .dependOnClassesThat(library)
        .check(CLASSES);
  }

  private static String full(String name) {
    return "app.diptych." + name;
  }
}
