package app.diptych.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Durability;
import org.junit.jupiter.api.Test;

/// How the copier gives way, and to whom.
final class PaceTest {
  private static final int CHUNK = 1 << 20;
  private static final MirrorOptions OPTIONS =
      new MirrorOptions(CopyMode.WRITE_BLOCKING, Durability.ON_FLUSH, CHUNK, 4 * CHUNK, 4);
  private static final long FAST = 100_000;

  private final SetTime time = new SetTime();
  private final Foreground foreground = new Foreground();
  private final Pace pace = new Pace(time, foreground, OPTIONS, CHUNK);

  /// Callers make requests of this latency for so long, while the copier asks every millisecond.
  private void load(long millis, long latency, long inFlight) {
    for (long n = 0; n < millis; n++) {
      for (int r = 0; r < 10; r++) {
        foreground.count(latency);
      }
      time.passMillis(1);
      pace.delay(inFlight);
    }
  }

  /// Loads with that latency while a transfer is in flight, and a fast one in breaks.
  private void loadSuffering(int rounds, long latency) {
    for (int n = 0; n < rounds; n++) {
      boolean isBreak = pace.delay(0) >= 5_000_000;
      load(1, isBreak ? FAST : latency, isBreak ? 0 : CHUNK);
    }
  }

  @Test
  void whileCallersRestTransfersAreOfFullSizeAndBeginAtOnce() {
    assertThat(pace.delay(12L * CHUNK)).isZero();
    assertThat(pace.transferSize()).isEqualTo(4 * CHUNK);
  }

  @Test
  void whenACallerComesOneChunkIsInFlightAtMost() {
    load(1, FAST, 0);

    assertThat(pace.transferSize()).isEqualTo(CHUNK);
    assertThat(pace.delay(CHUNK)).isEqualTo(Timing.UNTIL_SIGNAL);
  }

  @Test
  void callersThatDoNotSufferLetTheCopierGrowToItsFullSize() {
    loadSuffering(1000, FAST);

    assertThat(pace.transferSize()).isEqualTo(4 * CHUNK);
  }

  /// Until the copier may begin a transfer, with nothing in flight.
  private void awaitTransfer() {
    while (pace.delay(0) > 0) {
      load(1, FAST, 0);
    }
  }

  @Test
  void callersThatSufferMakeTheCopierSmallButDoNotStopIt() {
    loadSuffering(1000, FAST);
    loadSuffering(1000, 10 * FAST);
    awaitTransfer();

    assertThat(pace.transferSize()).isEqualTo(CHUNK);
    assertThat(pace.delay(CHUNK)).isEqualTo(Timing.UNTIL_SIGNAL);
  }

  @Test
  void betweenOneChunkAndTheNextCallersThatSufferHaveThreeQuartersOfTheTime() {
    loadSuffering(1000, 10 * FAST);
    awaitTransfer();
    time.passMillis(4);

    assertThat(pace.delay(0)).isEqualTo(12_000_000);
    time.passMillis(12);
    assertThat(pace.delay(0)).isZero();
  }

  @Test
  void aTransferThatTookItsTimeIsFollowedByAShortPause() {
    loadSuffering(1000, 10 * FAST);
    awaitTransfer();
    foreground.count(FAST);
    time.passMillis(19);

    assertThat(pace.delay(0)).isEqualTo(50_000_000);
  }

  @Test
  void aSecondaryThatTakesItsTimeForEachRequestGetsLargeOnes() {
    loadSuffering(1000, 10 * FAST);
    pace.transferAtLeast(3 * CHUNK);

    assertThat(pace.transferSize()).isEqualTo(3 * CHUNK);
    pace.transferAtLeast(0);
    assertThat(pace.transferSize()).isEqualTo(CHUNK);
  }

  @Test
  void aPrimaryThatSeeksIsReadInLargerPieces() {
    long seek = 16_000_000;
    load(200, seek, 0);
    assertThat(pace.readSize()).isEqualTo(1 << 16);
    pace.read(1 << 16, seek);

    assertThat(pace.readSize()).isEqualTo(1 << 17);
  }

  @Test
  void whenCallersRestTheBandwidthIsTakenBack() {
    loadSuffering(1000, 10 * FAST);
    time.passMillis(30);

    assertThat(pace.delay(CHUNK)).isZero();
    assertThat(pace.transferSize()).isEqualTo(4 * CHUNK);
  }

  @Test
  void theCeilingIsKeptAndTransfersFitIt() {
    Pace limited = new Pace(time, foreground, OPTIONS.withRate(10 * CHUNK), CHUNK);
    limited.spend(4 * CHUNK);

    assertThat(limited.delay(0)).isEqualTo(400_000_000);
    assertThat(limited.transferSize()).isEqualTo(CHUNK);
    time.passMillis(400);
    assertThat(limited.delay(0)).isZero();
  }

  @Test
  void whatWasNotUsedIsSavedForATenthOfASecond() {
    Ceiling ceiling = new Ceiling(1000);
    ceiling.spend(100, 0);
    ceiling.spend(100, 10_000_000_000L);

    assertThat(ceiling.delay(10_000_000_000L)).isZero();
    ceiling.spend(100, 10_000_000_000L);
    assertThat(ceiling.delay(10_000_000_000L)).isEqualTo(100_000_000);
  }
}
