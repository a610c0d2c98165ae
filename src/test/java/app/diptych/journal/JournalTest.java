package app.diptych.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Peers;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept of a clone, and what is found of it after all that can happen to a file.
final class JournalTest {
  private static final long SIZE = (40L << 20) + 512;
  private static final long CHUNK = 1 << 20;
  private static final int SLOT = 4096;
  private static final int NOBODY = 65534;

  @TempDir Path place;
  private PrivateFolder files;
  private JournalFolder folder;

  @BeforeEach
  void open() throws IOException {
    files = PrivateFolder.at(place.resolve("journals"));
    folder = new JournalFolder(files);
  }

  private static JournalPair pair(String source, String target) {
    return new JournalPair(
        source, target, SIZE, Instant.ofEpochMilli(1_700_000_000_000L), Map.of("fit", "EXACT"));
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }

  private void keep(BitSet... states) throws IOException {
    try (Journal journal = folder.create(pair("a", "b"), CHUNK)) {
      for (BitSet state : states) {
        journal.keep(state);
      }
    }
  }

  private BitSet found() throws IOException {
    try (Journal journal = folder.open(pair("a", "b")).orElseThrow()) {
      return journal.equal();
    }
  }

  private Path file() throws IOException {
    return files.path().resolve(files.list().getFirst());
  }

  private void damage(long offset, int length) throws IOException {
    try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
      raw.seek(offset);
      raw.write(new byte[length]);
    }
  }

  @Test
  void whatWasKeptLastIsFound() throws IOException {
    keep(bits(1), bits(1, 2, 10), bits(2));

    assertThat(found()).isEqualTo(bits(2));
  }

  @Test
  void aNewOneCallsNothingEqual() throws IOException {
    keep(bits(1, 2));
    keep();

    assertThat(found()).isEqualTo(bits());
  }

  @Test
  void whatWasTornIsNothingAndTheOneBeforeHolds() throws IOException {
    keep(bits(1), bits(1, 2));
    damage(Header.SIZE, 20);

    assertThat(found()).isEqualTo(bits(1));
  }

  @Test
  void withBothSlotsTornThereIsNothingToGoOnFrom() throws IOException {
    keep(bits(1), bits(1, 2));
    damage(Header.SIZE, 2 * SLOT);

    assertThatThrownBy(this::found)
        .isInstanceOf(JournalException.class)
        .hasMessage("it is damaged");
  }

  @Test
  void anotherFormIsRefusedByItsNumber() throws IOException {
    keep(bits(1));
    try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
      raw.seek(8);
      raw.writeInt(7);
    }

    assertThatThrownBy(this::found)
        .isInstanceOf(JournalException.class)
        .hasMessage("it is of form 7, and this program knows form 1");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void noDamageIsEverTakenForAJournal(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    for (int n = 0; n < 50; n++) {
      keep(bits(1), bits(1, 2));
      byte[] bytes = Files.readAllBytes(file());
      for (int flips = random.nextInt(1, 200); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file(), bytes);

      try {
        assertThat(List.of(bits(1), bits(1, 2))).contains(found());
      } catch (JournalException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
      Files.delete(file());
    }
  }

  @Test
  void bytesThatAreNoneAreRefused() throws IOException {
    keep();
    Files.write(file(), new byte[] {1, 2, 3});

    assertThatThrownBy(this::found)
        .isInstanceOf(JournalException.class)
        .hasMessage("it is no journal");
    assertThat(folder.brokenOff()).isEmpty();
  }

  @Test
  void whatIsUnderWayIsNoOneElses() throws IOException {
    try (Journal journal = folder.create(pair("a", "b"), CHUNK)) {
      assertThat(journal.pair().source()).isEqualTo("a");
      assertThatThrownBy(this::found)
          .isInstanceOf(JournalException.class)
          .hasMessage("its job is under way");
      assertThat(folder.brokenOff()).isEmpty();
    }
    assertThat(folder.brokenOff()).hasSize(1);
  }

  @Test
  void itIsHeldAgainstOtherProcessesHoweverOftenItIsLookedAt() throws IOException {
    Peers.require("flock");
    Journal journal = folder.create(pair("a", "b"), CHUNK);
    String file = file().toString();
    try (journal) {
      assertThat(folder.brokenOff()).isEmpty();
      assertThat(folder.trim()).isEmpty();
      folder.create(pair("a", "c"), CHUNK).remove();

      assertThatThrownBy(() -> Peers.run("flock", "--nonblock", file, "true"))
          .isInstanceOf(IllegalStateException.class);
      assertThat(journal.isThere()).isTrue();
    }
    Peers.run("flock", "--nonblock", file, "true");
  }

  @Test
  void noneIsSourceAndTargetOfJobsAtOnce() throws IOException {
    try (Journal journal = folder.create(pair("a", "b"), CHUNK)) {
      assertThatThrownBy(() -> folder.create(pair("b", "c"), CHUNK))
          .isInstanceOfSatisfying(
              BusyJournalException.class, e -> assertThat(e.isOfSource()).isTrue());
      assertThatThrownBy(() -> folder.create(pair("c", "a"), CHUNK))
          .isInstanceOfSatisfying(
              BusyJournalException.class, e -> assertThat(e.isOfSource()).isFalse());
      folder.create(pair("a", "c"), CHUNK).close();
      journal.keep(bits(3));
    }
    folder.create(pair("b", "a"), CHUNK).close();
    assertThat(found()).isEqualTo(bits(3));
  }

  @Test
  void aTargetInAJobGetsNoOtherJournal() throws IOException {
    try (Journal journal = folder.create(pair("a", "b"), CHUNK)) {
      assertThatThrownBy(() -> folder.create(pair("a", "b"), CHUNK))
          .isInstanceOf(BusyJournalException.class);
      assertThatThrownBy(() -> folder.create(pair("c", "b"), CHUNK))
          .isInstanceOf(BusyJournalException.class);
      journal.keep(bits(3));
    }
    assertThat(found()).isEqualTo(bits(3));
  }

  @Test
  void whoLooksTurnsNobodyAway() throws Exception {
    var isOver = new AtomicBoolean();
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<?> looking =
          threads.submit(() -> {
            while (!isOver.get()) {
              var _ = folder.brokenOff();
            }
            return null;
          });
      try {
        for (int i = 0; i < 100; i++) {
          folder.create(pair("a", "b"), CHUNK).close();
          assertThat(found()).isEqualTo(bits());
        }
      } finally {
        isOver.set(true);
      }
      looking.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void oneDamagedJournalHidesNoOther() throws IOException {
    keep(bits(1));
    Files.write(file(), new byte[] {'D', 'I', 'P'});
    folder.create(pair("c", "d"), CHUNK).close();

    assertThat(folder.brokenOff()).hasSize(1);
  }

  @Test
  void anotherCloneOntoTheTargetForgetsIt() throws IOException {
    keep(bits(1));
    folder.create(pair("c", "b"), CHUNK).close();

    assertThat(folder.open(pair("a", "b"))).isEmpty();
    folder.open(pair("c", "b")).orElseThrow().close();
  }

  @Test
  void anotherSizeIsAnotherPair() throws IOException {
    keep(bits(1));
    var larger = new JournalPair("a", "b", 2 * SIZE, Instant.EPOCH, Map.of());

    assertThatThrownBy(() -> folder.open(larger))
        .isInstanceOf(JournalException.class)
        .hasMessage("it is of another pair");
  }

  @Test
  void whatWasBrokenOffIsListedWithHowFarItCame() throws IOException {
    keep(bits(0, 10));

    assertThat(folder.brokenOff())
        .singleElement()
        .satisfies(job -> {
          assertThat(job.pair()).isEqualTo(pair("a", "b"));
          assertThat(job.equalBytes()).isEqualTo((4 << 20) + 512);
        });
    folder.forget(pair("a", "b"));
    assertThat(folder.brokenOff()).isEmpty();
  }

  @Test
  void oneThatCannotBeWrittenIsRemoved() throws IOException {
    Journal journal = folder.create(pair("a", "b"), CHUNK);
    journal.keep(bits(1));
    journal.close();
    journal.keep(bits(1, 2));

    assertThat(files.list()).isEmpty();
  }

  @Test
  void whatWasWrittenLongestAgoGoesWhereThereAreTooMany() throws IOException {
    for (int n = 0; n < JournalFolder.MOST + 2; n++) {
      folder.create(pair("a", "b" + n), CHUNK).close();
    }
    assertThat(folder.trim()).hasSize(2);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(files.path())) {
      for (Path file : left) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000_000_000L));
      }
    }
    folder.create(pair("a", "old"), CHUNK).close();
    try (Journal underWay = folder.create(pair("a", "under way"), CHUNK)) {
      assertThat(folder.trim())
          .singleElement()
          .satisfies(gone -> assertThat(gone.pair().target()).isEqualTo("old"));
      assertThat(folder.trim()).isEmpty();
      underWay.keep(bits(0));
    }
    try (Journal again = folder.open(pair("a", "under way")).orElseThrow()) {
      assertThat(folder.brokenOff()).hasSize(JournalFolder.MOST);
      assertThat(again.equalBytes()).isPositive();
    }
  }

  @Test
  void oneThatCannotBeReadHidesNoOtherAndIsReplaced() throws Exception {
    keep(bits(1));
    close(file());

    asNobody(() -> {
      folder.create(pair("c", "d"), CHUNK).close();
      assertThat(folder.brokenOff()).hasSize(1);
      folder.create(pair("a", "b"), CHUNK).close();
      assertThat(folder.pairs()).hasSize(2);
    });

    assertThat(found()).isEqualTo(bits());
  }

  @Test
  void beforeATargetIsOverwrittenOneThatCannotBeReadGoes() throws Exception {
    keep(bits(1));
    close(file());
    folder.create(pair("c", "d"), CHUNK).close();

    asNobody(() -> assertThat(folder.pairsOrNothing((_, _) -> {})).containsExactly(pair("c", "d")));

    assertThat(folder.brokenOff()).hasSize(1);
  }

  private static void close(Path file) throws IOException {
    Files.setPosixFilePermissions(file, Set.of());
  }

  private interface Action {
    void run() throws Exception;
  }

  /// Does it with the rights of a user who owns all this, and nothing else: root reads everything.
  @SuppressWarnings("restricted")
  private void asNobody(Action action) throws Exception {
    Peers.requireRoot();
    Peers.run("chown", "-R", Integer.toString(NOBODY), place.toString());
    MethodHandle setfsuid =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("setfsuid"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      assertThat(invoke(setfsuid, NOBODY)).isZero();
      action.run();
    } finally {
      assertThat(invoke(setfsuid, 0)).isEqualTo(NOBODY);
    }
  }

  private static int invoke(MethodHandle setfsuid, int user) {
    try {
      return (int) setfsuid.invokeExact(user);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
