package app.diptych.clone;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.disks.Use;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Image files for tests.
public final class Images {
  private Images() {}

  /// A file of bytes that look random.
  public static Path random(Path path, long seed, int size) throws IOException {
    return Files.write(path, Content.random(seed, size));
  }

  /// A file of one hole.
  public static Path hole(Path path, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(size);
    }
    return path;
  }

  /// Changes one bit of the byte there.
  public static void flip(Path file, long at) {
    try (var content = new RandomAccessFile(file.toFile(), "rw")) {
      content.seek(at);
      int value = content.read();
      content.seek(at);
      content.write(value ^ 1);
      content.getFD().sync();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A request of this source and target, each a path, an address, or what is called by one.
  public static CloneRequest request(Object source, Object target, CloneRequest.Options options) {
    return new CloneRequest(
        Endpoint.parse(source.toString()), Endpoint.parse(target.toString()), options);
  }

  /// What is said of an image that this process has open for writing.
  public static Use heldHere(Path image) {
    String self = "java[" + ProcessHandle.current().pid() + "]";
    return new Use.Held(image.toString(), Use.HolderKind.WRITER, self);
  }

  /// Checks that one program, and nobody else, is said to use it.
  public static void assertHeld(List<Use> uses, Use.HolderKind kind, String program) {
    assertThat(uses)
        .singleElement()
        .isInstanceOfSatisfying(
            Use.Held.class,
            held -> {
              assertThat(held.kind()).isEqualTo(kind);
              assertThat(held.holder()).matches(program + "\\[\\d+]");
            });
  }
}
