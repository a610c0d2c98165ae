package app.diptych.disks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A listing that is begun before somebody asks for it.
@Timeout(60)
final class ListingAheadTest {
  private final AtomicInteger listings = new AtomicInteger();
  private long now;
  private final DiskInventory inventory =
      DiskInventory.of(
          () -> {
            listings.incrementAndGet();
            return List.of();
          },
          () -> now);

  @Test
  void theNextOneWhoAsksIsGivenIt() {
    inventory.lookAhead();

    inventory.devices();
    assertThat(listings).hasValue(1);
  }

  @Test
  void itIsGivenOnce() {
    inventory.lookAhead();
    inventory.devices();

    inventory.devices();
    assertThat(listings).hasValue(2);
  }

  @Test
  void anOldOneIsNotGiven() {
    inventory.lookAhead();
    now += TimeUnit.SECONDS.toNanos(2);
    inventory.devices();

    inventory.devices();
    assertThat(listings).hasValueGreaterThanOrEqualTo(2);
  }

  @Test
  void aListingThatFailsFailsWhoAsks() {
    var broken =
        DiskInventory.of(
            () -> {
              throw new IllegalStateException("no disks");
            },
            () -> now);
    broken.lookAhead();

    assertThatThrownBy(broken::devices).hasRootCauseMessage("no disks");
  }
}
