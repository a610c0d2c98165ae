package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.desktop.DesktopLab;
import app.diptych.udisks.Udisks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Drives that are left, on a bus with a service that answers as udisks2 does: a machine for tests
/// has no drive that can be turned off.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
final class PartingTest {
  @TempDir private static Path folder;
  private static DesktopLab lab;

  @SuppressWarnings("NullAway.Init") // started before any test
  PartingTest() {}

  @BeforeAll
  static void start() throws Exception {
    lab = DesktopLab.start();
  }

  @AfterAll
  static void end() throws Exception {
    if (lab != null) {
      lab.close();
    }
  }

  private static Optional<Parting> of(String name) throws Exception {
    Path node = folder.resolve(name);
    if (!Files.exists(node)) {
      Files.createFile(node);
    }
    return Parting.of(
        new Endpoint.DiskPath(node, OptionalLong.empty()), Udisks.over(lab.address()));
  }

  @Test
  void aDriveThatCanBeTurnedOffIs() throws Exception {
    Parting parting = of("stick").orElseThrow();

    assertThat(parting.isPowerOff()).isTrue();
    assertThat(parting.run()).isEmpty();
    assertThat(lab.line()).isEqualTo("PowerOff stick");
  }

  @Test
  void aMediumThatCanBePutOutIs() throws Exception {
    Parting parting = of("reader").orElseThrow();

    assertThat(parting.isPowerOff()).isFalse();
    assertThat(parting.run()).isEmpty();
    assertThat(lab.line()).isEqualTo("Eject reader");
  }

  @Test
  void whatIsInUseIsToldInTheSystemsWords() throws Exception {
    assertThat(of("busy").orElseThrow().run()).hasValue("in use");
  }

  @Test
  void nothingIsOfferedForWhatStaysWhereItIs() throws Exception {
    assertThat(of("fixed")).isEmpty();
    assertThat(of("image")).isEmpty();
    assertThat(of("unknown")).isEmpty();
    assertThat(Parting.of(Endpoint.parse("copy.img"))).isEmpty();
    assertThat(
            Parting.of(
                new Endpoint.DiskPath(folder.resolve("gone"), OptionalLong.empty()),
                Udisks.over("unix:path=/nowhere/bus")))
        .isEmpty();
  }
}
