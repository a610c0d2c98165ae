package app.diptych.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the launcher finds a Java and what it starts it with. The Javas are scripts that print their
/// folder and their arguments.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class LauncherTest {
  private static final Set<PosixFilePermission> RUNNABLE =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE);
  @TempDir private Path folder;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    launcher = Files.createDirectories(folder.resolve("dist/bin")).resolve("diptych");
    Files.copy(Path.of("packaging/linux/diptych"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(folder.resolve("home"));
  }

  @Test
  void itsOwnVariableComesFirst() throws Exception {
    Path own = java("own", "25.0.1");
    Path usual = java("usual", "26");

    assertThat(run(Map.of("DIPTYCH_JAVA_HOME", own.toString(), "JAVA_HOME", usual.toString())))
        .startsWith(own + " ");
  }

  @Test
  void aJavaThatIsTooOldIsPassedOver() throws Exception {
    Path old = java("old", "21.0.4");
    Path recent = java("recent", "25");

    assertThat(run(Map.of("DIPTYCH_JAVA_HOME", old.toString(), "JAVA_HOME", recent.toString())))
        .startsWith(recent + " ");
  }

  @Test
  void aJavaWithoutAReleaseFileIsAsked() throws Exception {
    Path java = java("asked", "25");
    Files.delete(java.resolve("release"));

    assertThat(run(Map.of("DIPTYCH_JAVA_HOME", java.toString()))).startsWith(java + " ");
  }

  @Test
  void whatJavaSaysBeforeItsVersionIsPassedOver() throws Exception {
    Path java = java("talking", "25");
    Files.delete(java.resolve("release"));
    var talk = "#!/bin/bash\necho 'Picked up JAVA_TOOL_OPTIONS: -Dversion=\"x' >&2\n";
    Path program = java.resolve("bin/java");
    String text = Files.readString(program);
    Files.delete(program);
    Files.writeString(program, talk + text);
    Files.setPosixFilePermissions(program, RUNNABLE);

    assertThat(run(Map.of("DIPTYCH_JAVA_HOME", java.toString()))).startsWith(java + " ");
  }

  @Test
  void theUsualPlacesInTheHomeFolderAreSearched() throws Exception {
    Path java = java("home/.sdkman/candidates/java/25-tem", "25");

    ProcessBuilder builder = bare();

    assertThat(Dist.end(builder).out()).startsWith(java + " ");
  }

  @Test
  void linksToTheLauncherLeadToItsLibraries() throws Exception {
    Path java = java("own", "25");
    Path first = Files.createDirectories(folder.resolve("a b")).resolve("link");
    Files.createSymbolicLink(first, launcher);
    Path second = Files.createSymbolicLink(folder.resolve("other"), Path.of("a b/link"));
    ProcessBuilder builder = new ProcessBuilder(second.toString(), "disks");
    builder.environment().put("DIPTYCH_JAVA_HOME", java.toString());

    assertThat(Dist.end(builder).out())
        .contains("--module-path " + folder.toRealPath().resolve("dist/lib") + " ");
  }

  @Test
  void argumentsAndOptionsArePassedOn() throws Exception {
    Path java = java("own", "25");
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "info", "a b", "");
    builder.environment().put("DIPTYCH_JAVA_HOME", java.toString());
    builder.environment().put("DIPTYCH_JAVA_OPTS", "-Da=1 -Db=2");

    assertThat(Dist.end(builder).out().strip())
        .contains(" -Da=1 -Db=2 ")
        .endsWith("--module app.diptych/app.diptych.Main info 'a b' ''");
  }

  @Test
  void aRuntimeOfItsOwnComesBeforeAnyOther() throws Exception {
    Path own = java("dist/runtime", "25");
    Path other = java("other", "25");
    Path home = folder.toRealPath().resolve("dist");

    assertThat(run(Map.of("DIPTYCH_JAVA_HOME", other.toString())))
        .startsWith(own + " ")
        .contains("-XX:AOTCache=" + home.resolve("lib/command.aot") + " ")
        .doesNotContain("--module-path");
  }

  @ParameterizedTest
  @CsvSource({"window, de", "disks, C", "serve, C"})
  void theSystemTellsCommandsInEnglishWhatWentWrong(String command, String language)
      throws Exception {
    Path java = java("own", "25").resolve("bin/java");
    Files.delete(java);
    Files.writeString(java, "#!/bin/sh\necho $LANGUAGE");
    Files.setPosixFilePermissions(java, RUNNABLE);
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), command);
    builder.environment().put("DIPTYCH_JAVA_HOME", folder.resolve("own").toString());
    builder.environment().put("LANGUAGE", "de");

    assertThat(Dist.end(builder).out()).isEqualToIgnoringNewLines(language);
  }

  @ParameterizedTest
  @CsvSource({"window, window", "clone, command", "serve, server", "mirror, server"})
  void everyKindOfCommandHasItsCache(String command, String cache) throws Exception {
    java("dist/runtime", "25");
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), command);

    assertThat(Dist.end(builder).out()).contains("/dist/lib/" + cache + ".aot ");
  }

  @ParameterizedTest
  @CsvSource({
    "clone a b, true",
    "disks, true",
    "mirror a b --export nbd+unix:///?socket=s, true",
    "serve a --export nbd+unix:///?socket=s, false",
    "serve a --cache=none, false",
    "window, false",
    "clone a b --sha256, false",
    "clone nbds://host b, false",
    "verify a NBDS+UNIX:///?socket=s, false",
    "mirror a b --tls-certs c, false"
  })
  void whatGainsByItIsCompiledTwice(String command, boolean isOnce) throws Exception {
    Path java = java("own", "25");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), words(command)).toList());
    builder.environment().put("DIPTYCH_JAVA_HOME", java.toString());

    assertThat(Dist.end(builder).out().contains(" -XX:TieredStopAtLevel=1 ")).isEqualTo(isOnce);
  }

  private static Stream<String> words(String command) {
    return Stream.of(command.split(" ", -1));
  }

  @Test
  void withoutAnyJavaItSaysWhatToDo() throws Exception {
    Path old = java("old", "17.0.15");
    ProcessBuilder builder = bare();
    builder.environment().put("JAVA_HOME", old.toString());

    Dist.End end = Dist.end(builder);

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.out()).isEmpty();
    assertThat(end.err())
        .isEqualTo(
            "diptych: needs Java 25 or newer: install one, or set DIPTYCH_JAVA_HOME to its folder"
                + " (found: 17 in "
                + old
                + ")\n");
  }

  @Test
  void withoutProcItSaysSoAndStartsNoJava() throws Exception {
    Peers.requireRoot();
    Peers.require("unshare");
    java("any", "25");
    String alone = "umount --lazy /proc && exec \"$0\" disks";
    ProcessBuilder builder =
        new ProcessBuilder("unshare", "--mount", "sh", "-c", alone, launcher.toString());
    builder.environment().put("DIPTYCH_JAVA_HOME", folder.resolve("any").toString());

    Dist.End end = Dist.end(builder);

    assertThat(end.err())
        .isEqualTo("diptych: needs /proc, which is not mounted: mount -t proc proc /proc\n");
    assertThat(end.exitCode()).isEqualTo(1);
  }

  /// The launcher on a machine whose own folders and search path hold no Java.
  private ProcessBuilder bare() throws IOException {
    String text = Files.readString(launcher);
    Path bare =
        Files.writeString(
            launcher.resolveSibling("bare"),
            text.replace("/usr/lib/jvm/*", "").replace("/opt/*", "").replace("/usr/java/*", ""));
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", bare.toString(), "disks");
    builder.environment().put("PATH", emptyPath().toString());
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("DIPTYCH_JAVA_HOME");
    return builder;
  }

  /// A search path with the few programs that the launcher needs, and no Java.
  private Path emptyPath() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("path"));
    for (String program : new String[] {"sed", "readlink"}) {
      Files.createSymbolicLink(bin.resolve(program), Path.of("/usr/bin", program).toRealPath());
    }
    return bin;
  }

  private String run(Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "disks");
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("DIPTYCH_JAVA_HOME");
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder.environment().putAll(environment);
    Dist.End end = Dist.end(builder);
    assertThat(end.exitCode()).as(end.err()).isZero();
    return end.out();
  }

  /// A Java of this version.
  private Path java(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Files.writeString(
        java,
        """
        #!/bin/bash
        if [ "$1" = -version ]; then
          echo 'openjdk version "%s" 2025-09-16' >&2
        else
          echo "%s ${*@Q}" | sed "s/'\\\\([^' ]\\\\+\\\\)'/\\\\1/g"
        fi
        """
            .formatted(version, home));
    Files.setPosixFilePermissions(java, RUNNABLE);
    return home;
  }
}
