package app.diptych.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.block.Content;
import app.diptych.block.DeviceException;
import app.diptych.block.MemoryDevice;
import app.diptych.block.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Hashes of what was read.
final class FingerprintsTest {
  private static final int PIECE = 4096;
  private static final int SIZE = 9 * PIECE + 512;

  private final byte[] content = Content.random(3, SIZE);
  private final Fingerprints prints = new Fingerprints(SIZE, PIECE);

  private static void read(Fingerprints prints, byte[] content, long from, long end) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(end - from);
      bytes.copyFrom(MemorySegment.ofArray(content).asSlice(from, end - from));
      prints.read(from, bytes);
    }
  }

  private static BitSet all(Fingerprints prints) {
    var all = new BitSet();
    all.set(0, prints.count());
    return all;
  }

  @Test
  void piecesMayComeInAnyOrderAndAnyCompany() {
    Fingerprints other = prints.blank();
    read(prints, content, 0, SIZE);
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    Collections.shuffle(order, new Random(1));
    for (int piece : order) {
      read(other, content, (long) piece * PIECE, Math.min(SIZE, (piece + 1L) * PIECE));
    }

    assertThat(prints.known()).isEqualTo(all(prints));
    assertThat(prints.same(other)).isEqualTo(all(prints));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4095, 4096, 9 * PIECE, SIZE - 1})
  void oneBitIsSeen(int at) {
    Fingerprints other = prints.blank();
    read(prints, content, 0, SIZE);
    content[at] ^= 1;
    read(other, content, 0, SIZE);

    BitSet different = all(prints);
    different.andNot(prints.same(other));

    assertThat(different.stream()).containsExactly(at / PIECE);
  }

  @Test
  void piecesThatChangedPlacesWithinAPartAreSeen() {
    int count = (1 << 18) + 2;
    var many = new Fingerprints((long) count * 512, 512);
    var swapped = many.blank();
    assertThat(many.part(0).length()).isEqualTo(1024);
    read(many, content, 0, 1024);
    byte[] other = new byte[1024];
    System.arraycopy(content, 0, other, 512, 512);
    System.arraycopy(content, 512, other, 0, 512);
    read(swapped, other, 0, 1024);

    assertThat(many.known().stream()).containsExactly(0);
    assertThat(many.same(swapped).isEmpty()).isTrue();
  }

  @Test
  void whatWasReadInPartTwiceOrIsSpoiltIsNotKnown() {
    read(prints, content, 0, SIZE);
    read(prints, content, PIECE, 2 * PIECE);
    read(prints, content, 3 * PIECE + 512, 3 * PIECE + 1024);
    prints.spoil(new Region(5 * PIECE - 1, 2));
    prints.spoil(Region.NOWHERE);

    assertThat(prints.known().stream()).containsExactly(0, 2, 6, 7, 8, 9);
  }

  @Test
  void ofNothingNothingIsKnown() {
    assertThat(prints.known().isEmpty()).isTrue();
    assertThat(new Fingerprints(0, PIECE).known().isEmpty()).isTrue();
    assertThatThrownBy(() -> prints.same(new Fingerprints(SIZE, 512)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDiskOfManyTerabytesNeedsNoMorePartsThanASmallOne() {
    var huge = new Fingerprints(20L << 40, 1 << 20);

    assertThat(huge.count()).isLessThanOrEqualTo(1 << 18);
    assertThat(huge.part(huge.count() - 1).end()).isEqualTo(20L << 40);
  }

  @Test
  void aDeviceIsHashedAsItIsReadAndSpoiltAsItIsWritten() throws DeviceException {
    try (var memory = new MemoryDevice("memory", SIZE, 512)) {
      Content.write(memory, 0, content);
      var device = new FingerprintedDevice(memory, prints);

      assertThat(Content.readAll(device)).isEqualTo(content);
      Content.write(device, 512, new byte[512]);
      device.zero(new Region(2 * PIECE, 512));
      device.trim(new Region(3 * PIECE, 512));

      assertThat(prints.known().stream()).containsExactly(1, 4, 5, 6, 7, 8, 9);
    }
  }
}
