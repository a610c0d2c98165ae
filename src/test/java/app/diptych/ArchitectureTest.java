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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The arrows of the house, as the map in `module-info` draws them.
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("app.diptych");

  // A line of the map: a package, what it is, and after the arrow whose types it uses.
  private static final Pattern ENTRY = Pattern.compile("(?m)^/// - `(.+?)`(?:: [^→]*)? → (.*)$");
  private static final Pattern NAME = Pattern.compile("`(.+?)`");

  /// Package to the packages of ours that it may use.
  private static final Map<String, List<String>> ARROWS = arrows();

  private static Map<String, List<String>> arrows() {
    String map = read("src/main/java/module-info.java").replaceAll("\n///   ", " ");
    return ENTRY
        .matcher(map)
        .results()
        .filter(entry -> !entry.group(1).equals("Main"))
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> entry.group(1),
                entry ->
                    NAME.matcher(entry.group(2)).results().map(name -> name.group(1)).toList()));
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
    assertThat(ARROWS.keySet()).isEqualTo(seen);
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
