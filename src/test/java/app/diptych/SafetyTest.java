package app.diptych;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Externalizable;
import java.io.File;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.util.ServiceLoader;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/// What no class of the program does, whatever it is good for.
final class SafetyTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("app.diptych");

  private static void never(Class<?> owner, String method) {
    noClasses()
        .should()
        .callMethodWhere(target(nameMatching(method)).and(target(owner(assignableTo(owner)))))
        .check(CLASSES);
  }

  @Test
  void noProgramAndNoShellIsRun() {
    noClasses()
        .should()
        .dependOnClassesThat(assignableTo(ProcessBuilder.class).or(assignableTo(Process.class)))
        .check(CLASSES);
    never(Runtime.class, "exec");
  }

  @Test
  void noObjectIsMadeOfBytes() {
    noClasses()
        .should()
        .dependOnClassesThat(
            assignableTo(ObjectInputStream.class)
                .or(assignableTo(ObjectOutputStream.class))
                .or(assignableTo(Externalizable.class)))
        .check(CLASSES);
  }

  @Test
  void noCodeIsLoadedAndNothingIsReachedByReflection() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.lang.reflect..", "javax.script..", "sun..", "jdk..")
                .and(not(type(ExtendedSocketOptions.class)))
                .or(assignableTo(ClassLoader.class))
                .or(assignableTo(ServiceLoader.class)))
        .check(CLASSES);
    never(Class.class, "forName");
    never(System.class, "load|loadLibrary");
    never(Runtime.class, "load|loadLibrary");
  }

  /// A temporary folder of this user alone, whose name nobody guesses, holds a socket where the
  /// system has no better place; files of ours lie in private folders.
  @Test
  void noTemporaryFileIsMade() {
    never(Files.class, "createTempFile");
    never(File.class, "createTempFile");
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("app.diptych.clone.job.Berth")
        .should()
        .callMethodWhere(target(nameMatching("createTempDirectory")))
        .check(CLASSES);
  }
}
