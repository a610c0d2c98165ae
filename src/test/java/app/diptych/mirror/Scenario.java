package app.diptych.mirror;

import app.diptych.block.Durability;
import java.time.Duration;
import java.util.SplittableRandom;

/// What a simulation plays: all of it follows from the seed.
///
/// @param seed names it
/// @param primarySector bytes of a sector there
/// @param secondarySector likewise
/// @param sectors length of both devices in units of 512 bytes
/// @param options how the mirror works
/// @param clients how many callers work at once
/// @param requests how many requests each of them makes
/// @param trouble which faults are injected
/// @param closesEarly whether the mirror is closed in the middle of it
/// @param detaches whether somebody detaches the secondary once it is in sync
/// @param isSlow whether the secondary is much slower than the primary
/// @param processors how many processors there are said to be
/// @param partChunks chunks in a part of the log; 0 for no log
/// @param inspection whether somebody compares both sides once they are in sync, and how much of
///   the secondary goes bad before
record Scenario(
    long seed,
    int primarySector,
    int secondarySector,
    int sectors,
    MirrorOptions options,
    int clients,
    int requests,
    Trouble trouble,
    boolean closesEarly,
    boolean detaches,
    boolean isSlow,
    int processors,
    int partChunks,
    Inspection inspection) {

  /// What somebody who compares both sides will find.
  enum Inspection {
    NONE,
    SOUND,
    DAMAGED
  }

  /// Faults that are injected.
  enum Trouble {
    NONE,
    PRIMARY_WRITES,
    PRIMARY_READS,
    SECONDARY,
    BUGS
  }

  static Scenario of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int primary = random.nextBoolean() ? 512 : 1024;
    int secondary = random.nextBoolean() ? 512 : 1024;
    int sectors = 2 * random.nextInt(0, 60);
    MirrorOptions options =
        new MirrorOptions(
            random.nextBoolean() ? CopyMode.BACKGROUND : CopyMode.WRITE_BLOCKING,
            random.nextInt(4) == 0 ? Durability.ON_WRITE : Durability.ON_FLUSH,
            512 * random.nextInt(1, random.nextBoolean() ? 12 : 60),
            512 * random.nextInt(1, 40),
            random.nextInt(1, 5));
    if (random.nextInt(6) == 0) {
      options = options.withRate(random.nextLong(1, 10_000_000));
    }
    if (random.nextBoolean()) {
      options = options.withCheckpoint(Duration.ofNanos(random.nextLong(1, 1_000_000)));
    }
    options = options.withHeadLast(random.nextBoolean());
    Trouble trouble = random.nextInt(3) == 0 ? Trouble.values()[random.nextInt(5)] : Trouble.NONE;
    return new Scenario(
        seed,
        primary,
        secondary,
        sectors,
        options,
        sectors == 0 ? 0 : random.nextInt(6),
        random.nextInt(1, 30),
        trouble,
        random.nextInt(6) == 0,
        random.nextInt(4) == 0,
        random.nextInt(3) == 0,
        random.nextInt(1, 4),
        random.nextBoolean() ? random.nextInt(1, 4) : 0,
        Inspection.values()[random.nextInt(3)]);
  }

  /// Units of 512 bytes in a chunk.
  int chunkSectors() {
    int sector = Math.max(primarySector, secondarySector);
    return Math.ceilDiv(options.chunkSize(), sector) * sector / 512;
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
