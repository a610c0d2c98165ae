package app.diptych.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Where a user keeps things.
final class FoldersTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void withoutVariablesTheyAreInTheHome() {
    assertThat(Folders.of(Map.of(), HOME))
        .isEqualTo(
            new Folders(
                Path.of("/home/ada/.local/state/diptych"), Path.of("/home/ada/.config/diptych")));
  }

  @Test
  void variablesNameOthers() {
    assertThat(Folders.of(Map.of("XDG_STATE_HOME", "/s", "XDG_CONFIG_HOME", "/c"), HOME))
        .isEqualTo(new Folders(Path.of("/s/diptych"), Path.of("/c/diptych")));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theHomeIsWhereHomeSaysIfItIsTheUsersOwn(@TempDir Path own) {
    Path listed = Path.of(System.getProperty("user.home"));

    assertThat(Folders.home(Map.of("HOME", own.toString()))).isEqualTo(own);
    assertThat(Folders.home(Map.of("HOME", own + "/none"))).isEqualTo(listed);
    assertThat(Folders.home(Map.of("HOME", "."))).isEqualTo(listed);
    assertThat(Folders.home(Map.of())).isEqualTo(listed);
  }

  @Test
  void theHomeOfAnotherIsNotTaken(@TempDir Path folder) throws Exception {
    Peers.requireRoot();
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Peers.run("chown", "nobody", theirs.toString());

    assertThat(Folders.home(Map.of("HOME", theirs.toString())))
        .isEqualTo(Path.of(System.getProperty("user.home")));
  }

  /// As Java calls the home of a user whom the system does not know.
  @Test
  void aHomeThatNobodyKnowsIsNotMadeWhereOneWorks() {
    Folders folders = Folders.of(Map.of(), Path.of("?"));

    for (ThrowingCallable call : List.<ThrowingCallable>of(folders::state, folders::config)) {
      assertThatThrownBy(call)
          .isInstanceOf(IOException.class)
          .hasMessage("this user has no home folder: set HOME or XDG_STATE_HOME");
    }
    assertThat(Path.of("?")).doesNotExist();
  }

  @Test
  void whatIsNoAbsolutePathIsIgnored() {
    assertThat(Folders.of(Map.of("XDG_STATE_HOME", "here", "XDG_CONFIG_HOME", ""), HOME))
        .isEqualTo(Folders.of(Map.of(), HOME));
    assertThat(Folders.of(Map.of("XDG_STATE_HOME", "/a\0b"), HOME))
        .isEqualTo(Folders.of(Map.of(), HOME));
  }
}
