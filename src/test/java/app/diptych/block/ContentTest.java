package app.diptych.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the tests of whole disks rely on.
final class ContentTest {
  private static final byte[] BYTES = Content.random(1, 20_001);

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.write(folder.resolve("file"), BYTES);
  }

  @Test
  void theSameBytesAreOfOneContent() throws IOException {
    assertThat(file)
        .satisfies(Content.of(BYTES))
        .satisfies(Content.of(Files.write(folder.resolve("other"), BYTES)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8_191, 20_000})
  void oneOtherByteIsTold(int at) throws IOException {
    byte[] bytes = BYTES.clone();
    bytes[at]++;
    Path other = Files.write(folder.resolve("other"), bytes);

    assertThatThrownBy(() -> assertThat(file).satisfies(Content.of(bytes)))
        .hasMessageContaining("but was: " + at + "L");
    assertThatThrownBy(() -> assertThat(file).satisfies(Content.of(other)))
        .hasMessageContaining("but was: " + at + "L");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20_000, 20_002})
  void anotherLengthIsTold(int length) throws IOException {
    byte[] bytes = Arrays.copyOf(BYTES, length);
    Path other = Files.write(folder.resolve("other"), bytes);

    assertThatThrownBy(() -> assertThat(file).satisfies(Content.of(bytes)))
        .hasMessageContaining("but was: " + Math.min(length, BYTES.length) + "L");
    assertThatThrownBy(() -> assertThat(file).satisfies(Content.of(other)))
        .hasMessageContaining("but was: " + Math.min(length, BYTES.length) + "L");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 4097})
  void randomBytesAreThoseOfTheGenerator(int length) {
    byte[] expected = new byte[length];
    new SplittableRandom(3).nextBytes(expected);

    assertThat(Content.random(3, length)).isEqualTo(expected);
  }
}
