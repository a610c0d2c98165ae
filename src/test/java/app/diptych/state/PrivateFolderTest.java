package app.diptych.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.diptych.Peers;
import app.diptych.block.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders that only one user can look into.
final class PrivateFolderTest {
  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path place;

  @Test
  void itIsMadeForItsOwnerAlone() throws IOException {
    PrivateFolder folder = PrivateFolder.at(place.resolve("a/b"));
    folder.writeAtomically("file", NEW);
    folder.openOrCreate("other").close();

    assertThat(permissions(place.resolve("a"))).isEqualTo("rwx------");
    assertThat(permissions(place.resolve("a/b"))).isEqualTo("rwx------");
    assertThat(permissions(place.resolve("a/b/file"))).isEqualTo("rw-------");
    assertThat(permissions(place.resolve("a/b/other"))).isEqualTo("rw-------");
  }

  @Test
  void oneThatOthersCanLookIntoIsClosedToThem() throws IOException {
    Path open = Files.createDirectory(place.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    PrivateFolder.at(open);

    assertThat(permissions(open)).isEqualTo("rwx------");
  }

  @Test
  void oneThatIsClosedToItsOwnerIsOpenedToHim() throws IOException {
    Path closed = Files.createDirectory(place.resolve("closed"));
    Files.setPosixFilePermissions(closed, Set.of());

    PrivateFolder.at(closed);

    assertThat(permissions(closed)).isEqualTo("rwx------");
  }

  @Test
  void oneThatTheUserHasNamedStaysAsItIs() throws IOException {
    Path named = Files.createDirectory(place.resolve("named"));
    Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rwxrwxr-x"));

    PrivateFolder.named(named).writeAtomically("file", NEW);

    assertThat(permissions(named)).isEqualTo("rwxrwxr-x");
    assertThat(permissions(named.resolve("file"))).isEqualTo("rw-------");
    PrivateFolder.named(place.resolve("made"));
    assertThat(permissions(place.resolve("made"))).isEqualTo("rwx------");
  }

  @Test
  void oneThatTheUserHasNamedIsRefusedIfAnybodyCanWriteToIt() throws IOException {
    Path named = Files.createDirectory(place.resolve("named"));
    Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> PrivateFolder.named(named))
        .isInstanceOf(UnsafeFolderException.class)
        .hasMessage(named + " can be written to by anybody");
    assertThat(permissions(named)).isEqualTo("rwxrwxrwx");
  }

  @Test
  @Timeout(10)
  void whatIsNoFileIsNotWaitedFor() throws IOException {
    Peers.require("mkfifo");
    PrivateFolder folder = PrivateFolder.at(place);
    Path pipe = place.resolve("pipe");
    Peers.run("mkfifo", pipe.toString());

    assertThatThrownBy(() -> folder.openOrCreate("pipe")).hasMessage(pipe + " is no file");
    assertThatThrownBy(() -> folder.read("pipe", 1)).hasMessage(pipe + " is no file");
  }

  @Test
  void aLinkIsRefused() throws IOException {
    Path real = Files.createDirectory(place.resolve("real"));
    Path link = Files.createSymbolicLink(place.resolve("link"), real);

    assertThatThrownBy(() -> PrivateFolder.at(link))
        .isInstanceOf(UnsafeFolderException.class)
        .hasMessage(link + " is no folder, or a link to one");
  }

  @Test
  void aFileIsRefused() throws IOException {
    Path file = Files.createFile(place.resolve("file"));

    assertThatThrownBy(() -> PrivateFolder.at(file)).isInstanceOf(UnsafeFolderException.class);
  }

  @Test
  void somebodyElsesFolderIsRefused() throws IOException {
    assumeTrue(
        Files.getAttribute(place, "unix:uid").equals(0), "needs root, to give a folder away");
    Path theirs = Files.createDirectory(place.resolve("theirs"));
    Files.setAttribute(theirs, "unix:uid", 65534);

    assertThatThrownBy(() -> PrivateFolder.at(theirs))
        .isInstanceOf(UnsafeFolderException.class)
        .hasMessage(theirs + " belongs to another user (65534)");
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    PrivateFolder folder = PrivateFolder.at(place);
    folder.writeAtomically("file", OLD);
    folder.writeAtomically("file", NEW);

    assertThat(folder.read("file", 100)).hasValue(NEW);
    assertThat(folder.read("none", 100)).isEmpty();
    assertThat(folder.list()).containsExactly("file");
    assertThat(folder.delete("file")).isTrue();
    assertThat(folder.delete("file")).isFalse();
    assertThat(folder.list()).isEmpty();
  }

  @Test
  void moreThanIsAskedForIsNotRead() throws IOException {
    PrivateFolder folder = PrivateFolder.at(place);
    folder.writeAtomically("file", NEW);

    assertThatThrownBy(() -> folder.read("file", 2))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("has more than 2 bytes");
  }

  @Test
  void noLinkIsFollowed() throws IOException {
    Path victim = Files.write(place.resolve("victim"), OLD);
    PrivateFolder folder = PrivateFolder.at(place.resolve("ours"));
    Files.createSymbolicLink(folder.path().resolve("file"), victim);

    assertThatThrownBy(() -> folder.read("file", 100)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> folder.openOrCreate("file")).isInstanceOf(IOException.class);
    folder.writeAtomically("file", NEW);
    assertThat(victim).satisfies(Content.of(OLD));
    assertThat(folder.read("file", 100)).hasValue(NEW);
  }

  @Test
  void whatFailedLeavesNothing() throws IOException {
    PrivateFolder folder = PrivateFolder.at(place);
    Files.createDirectories(place.resolve("file/full"));

    assertThatThrownBy(() -> folder.writeAtomically("file", NEW)).isInstanceOf(IOException.class);
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).containsExactly(place.resolve("file"));
    }
  }

  @Test
  void aFileThatIsKeptOpenIsFilledInPlace() throws IOException {
    PrivateFolder folder = PrivateFolder.at(place).folder("inner");
    try (FileChannel file = folder.openOrCreate("file")) {
      file.write(ByteBuffer.wrap(NEW), 0);
    }

    assertThat(folder.read("file", 100)).hasValue(NEW);
    assertThatThrownBy(() -> folder.open("none", StandardOpenOption.READ))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "/etc/passwd", ".hidden"})
  void aNameIsAName(String name) throws IOException {
    PrivateFolder folder = PrivateFolder.at(place);

    assertThatThrownBy(() -> folder.read(name, 100)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatAKilledWriterHasLeftIsRemovedOnceItIsOld() throws IOException {
    PrivateFolder folder = PrivateFolder.at(place.resolve("ours"));
    Path old = Files.write(folder.path().resolve(".old.tmp"), OLD);
    Path fresh = Files.write(folder.path().resolve(".fresh.tmp"), NEW);
    FileTime before = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    Files.setLastModifiedTime(old, before);
    folder.writeAtomically("1.json", OLD);
    Files.setLastModifiedTime(folder.path().resolve("1.json"), before);

    folder.keepLast(1, ".json");

    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
    assertThat(folder.list()).containsExactly("1.json");
  }

  @Test
  void whatLooksLikeItInAFolderThatTheUserHasNamedStays() throws IOException {
    PrivateFolder folder = PrivateFolder.named(place.resolve("named"));
    Path theirs = Files.write(folder.path().resolve(".theirs.tmp"), OLD);
    Files.setLastModifiedTime(theirs, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

    folder.sweep();

    assertThat(theirs).exists();
  }

  @Test
  void whereTheFileSystemKnowsNoFlushOfFoldersItIsDoneWithout() throws IOException {
    Path folder = Path.of("/proc/self/task");
    assumeTrue(Files.isDirectory(folder), "no folder that cannot be flushed, outside Linux");

    assertThatNoException().isThrownBy(PrivateFolder.named(folder)::flush);
  }

  @Test
  void whatIsSparedStaysAndCounts() throws IOException {
    PrivateFolder folder = PrivateFolder.at(place);
    for (String name : List.of("1.x", "2.x", "3.x", "4.x", "5.y")) {
      folder.writeAtomically(name, NEW);
    }

    folder.keepLast(2, ".x", Set.of("1.x"));
    assertThat(folder.list()).containsExactly("1.x", "4.x", "5.y");

    folder.keepLast(0, ".x", Set.of("1.x", "4.x"));
    assertThat(folder.list()).containsExactly("1.x", "4.x", "5.y");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
