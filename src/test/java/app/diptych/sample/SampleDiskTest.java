package app.diptych.sample;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Peers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What programs of others make of a sample disk.
final class SampleDiskTest {
  private static final long SEED = 7;
  private static final int MIB = 1 << 20;
  @TempDir private static Path folder;
  private static Path image;

  @BeforeAll
  static void makeIt() throws Exception {
    image = folder.resolve("sample.img");
    new SampleDisk("A test", SEED).create(image);
  }

  @Test
  void itsPartitionTableIsSound() {
    Peers.require("sgdisk");

    assertThat(Peers.run("sgdisk", "--verify", image.toString())).contains("No problems found");
    assertThat(Peers.run("sgdisk", "--print", image.toString()))
        .contains("letters", "pictures", "scratch");
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 16 bit entries", "9, 39, 32 bit entries"})
  void itsFileSystemsAreSound(int offset, int size, String kind) throws IOException {
    Peers.require("fsck.fat");

    Path volume = volume(offset, size);

    assertThat(Peers.run("fsck.fat", "-n", "-v", volume.toString()))
        .contains(kind)
        .doesNotContain("differ", "wrong", "FAT32 FS but");
  }

  @Test
  void itsFilesCanBeReadBack() throws IOException {
    Peers.require("mcopy");
    Path pictures = volume(9, 39);
    Path copy = folder.resolve("two.bin");

    Peers.run("mcopy", "-n", "-i", pictures.toString(), "::TWO.BIN", copy.toString());

    Random random = new Random(SEED);
    random.nextBytes(new byte[3 * MIB + 7]); // the letter
    random.nextBytes(new byte[12 * MIB]); // the first picture
    byte[] two = new byte[9 * MIB + 511];
    random.nextBytes(two);
    assertThat(Files.readAllBytes(copy)).isEqualTo(two);
  }

  @Test
  void itsTextTellsItsTitle() throws IOException {
    Peers.require("mtype");
    Path letters = volume(1, 8);

    assertThat(Peers.run("mtype", "-i", letters.toString(), "::README.TXT")).startsWith("A test\n");
    assertThat(Peers.run("mdir", "-b", "-i", letters.toString(), "::"))
        .contains("README.TXT", "EMPTY.TXT", "LETTER.BIN");
  }

  private static Path volume(int offset, int size) throws IOException {
    byte[] bytes = new byte[size * MIB];
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
      file.seek((long) offset * MIB);
      file.readFully(bytes);
    }
    Path volume = folder.resolve("volume-" + offset + ".img");
    return Files.write(volume, bytes);
  }
}
