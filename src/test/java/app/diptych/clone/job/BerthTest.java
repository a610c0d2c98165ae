package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import app.diptych.block.MemoryDevice;
import app.diptych.clone.ExportPlan;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Where a device is offered that nobody named an address for.
@EnabledOnOs({OS.LINUX, OS.MAC})
final class BerthTest {
  @TempDir private Path folder;

  private static Path socket(Berth berth) {
    return ((NbdAddress.Unix) berth.uri().address()).path();
  }

  @Test
  void theUsersFolderIsUsedWhereThereIsOne() throws Exception {
    Path first;
    try (Berth berth = Berth.socket(Optional.of(folder.toString()));
        Berth other = Berth.socket(Optional.of(folder.toString()))) {
      first = socket(berth);
      assertThat(first.getParent()).isEqualTo(folder.resolve("diptych"));
      assertThat(socket(other)).isNotEqualTo(first);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatAnotherHasMadeBeforeIsNotUsed() throws Exception {
    Peers.requireRoot();
    Path theirs = Files.createDirectory(folder.resolve("diptych"));
    Files.setAttribute(theirs, "unix:uid", 65534);

    assertElsewhere();
    assertThat(theirs).isEmptyDirectory();
  }

  @Test
  void aLinkInThePlaceOfTheFolderIsNotFollowed() throws Exception {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Files.createSymbolicLink(folder.resolve("diptych"), theirs);

    assertElsewhere();
    assertThat(theirs).isEmptyDirectory();
  }

  private void assertElsewhere() throws Exception {
    try (Berth berth = Berth.socket(Optional.of(folder.toString()))) {
      assertThat(socket(berth).startsWith(folder)).isFalse();
      assertThat(berth.folder()).contains(socket(berth).getParent());
    }
  }

  @Test
  void elsewhereAFolderIsMadeAndRemoved() throws Exception {
    Path made;
    try (Berth berth = Berth.socket(Optional.of(folder.resolve("none").toString()))) {
      made = socket(berth).getParent();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
    assertThat(made).doesNotExist();
  }

  @Test
  void elsewhereIsAlsoWhereTheUsersFolderIsTooLongForASocket() throws Exception {
    Path users = Files.createDirectory(folder.resolve("x".repeat(100)));
    Path made;
    try (Berth berth = Berth.socket(Optional.of(users.toString()));
        var memory = new MemoryDevice("memory", 4096, 512);
        var server = TestServer.at(berth.uri(), memory)) {
      assertThat(server.uri()).isEqualTo(berth.uri());
      made = socket(berth).getParent();
    }
    assertThat(made).doesNotExist();
    assertThat(users).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsNotEmptyStays() throws Exception {
    Berth berth = Berth.socket(Optional.of(""));
    Path left = Files.createFile(socket(berth));
    berth.close();
    assertThat(left).exists();

    Files.delete(left);
    berth.close();
    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void anAddressThatWasNamedIsThat() throws Exception {
    NbdUri uri = NbdUri.parse("nbd://localhost/x");
    var plan = new ExportPlan(Optional.of(uri), false, Optional.empty(), false);
    try (Berth berth = Berth.of(plan)) {
      assertThat(berth.uri()).isEqualTo(uri);
    }
  }
}
