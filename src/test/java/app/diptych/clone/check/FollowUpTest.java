package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a job takes over of a check that came right before it.
final class FollowUpTest {
  private final FakePair pair = new FakePair();
  private long now;
  private int listings;
  private final Preflight preflight =
      new Preflight(
          () -> {
            listings++;
            return List.of(pair.sda().disk(), pair.sdb().disk());
          },
          pair.outlook(),
          () -> now);

  private static CloneRequest onto(String target) {
    return new CloneRequest(
        new Endpoint.DiskPath(Path.of("/dev/sda")),
        new Endpoint.DiskPath(Path.of(target)),
        CloneRequest.Options.DEFAULT);
  }

  @Test
  void whatWasClearThisVeryMomentIsNotLookedForAgain() {
    preflight.check(onto("/dev/sdb"));

    assertThat(preflight.followUp(onto("/dev/sdb")).verdict().isClear()).isTrue();
    assertThat(listings).isOne();
  }

  @Test
  void aCheckCountsForOneJob() {
    preflight.check(onto("/dev/sdb"));
    preflight.followUp(onto("/dev/sdb"));

    preflight.followUp(onto("/dev/sdb"));
    assertThat(listings).isEqualTo(2);
  }

  @Test
  void whoTookHisTimeIsCheckedAgain() {
    preflight.check(onto("/dev/sdb"));
    now += TimeUnit.SECONDS.toNanos(1);

    preflight.followUp(onto("/dev/sdb"));
    assertThat(listings).isEqualTo(2);
  }

  @Test
  void whatWasRefusedIsLookedAtAgain() {
    assertThat(preflight.check(onto("/dev/sda")).isClear()).isFalse();

    preflight.followUp(onto("/dev/sda"));
    assertThat(listings).isEqualTo(2);
  }

  @Test
  void anotherRequestIsLookedAt() {
    preflight.check(onto("/dev/sdb"));

    assertThat(preflight.followUp(onto("/dev/sda")).verdict().isClear()).isFalse();
  }
}
