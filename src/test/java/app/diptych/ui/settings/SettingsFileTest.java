package app.diptych.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.mirror.CopyMode;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings from one start to the next.
final class SettingsFileTest {
  private static final Settings OTHER =
      new Settings(
          Language.GERMAN,
          Units.IEC,
          Look.CONTRAST,
          TextSize.LARGER,
          new JobDefaults(true, true, Retries.FEW, true, true, CopyMode.BACKGROUND),
          true);

  @TempDir private Path home;

  private SettingsFile file() {
    return new SettingsFile(() -> PrivateFolder.at(home.resolve("config/diptych")));
  }

  private Path path() {
    return home.resolve("config/diptych/settings.conf");
  }

  private void say(String text) throws IOException {
    PrivateFolder.at(home.resolve("config/diptych"));
    Files.writeString(path(), text);
  }

  @Test
  void whereNothingIsKeptNothingIsSet() {
    assertThat(file().read()).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void whatWasSetHoldsAtTheNextStart() {
    file().write(OTHER);

    assertThat(file().read()).isEqualTo(OTHER);
  }

  @Test
  void onlyItsUserCanReadIt() throws IOException {
    file().write(OTHER);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
  }

  @Test
  void brokenValuesCountAsNotSet() throws IOException {
    say("look=plaid\nunits\n=\nverify=perhaps\nlanguage=german\ntext-size=\n\u0000\n");

    assertThat(file().read()).isEqualTo(Settings.DEFAULT.with(Language.GERMAN));
  }

  @Test
  void whatIsNotUnderstoodIsKeptUntilSomethingElseIsSet() throws IOException {
    say("# mine\nlook=plaid\nshadows=soft\nunits=iec\n");

    file().write(file().read().with(Units.SI));

    assertThat(Files.readString(path()))
        .contains("look=plaid\n", "shadows=soft\n", "units=si\n")
        .doesNotContain("units=iec");
    file().write(file().read().with(Look.DARK));
    assertThat(Files.readString(path())).contains("look=dark\n", "shadows=soft\n");
  }

  @Test
  void aFileThatIsNoneOfOursStopsNobody() throws IOException {
    say("x".repeat(100_000));

    assertThat(file().read()).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void aFolderThatCannotBeMadeStopsNobody() throws IOException {
    Files.writeString(home.resolve("config"), "in the way");

    file().write(OTHER);

    assertThat(file().read()).isEqualTo(Settings.DEFAULT);
  }
}
