package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Latches;
import app.diptych.Later;
import app.diptych.block.Region;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Changes of parts of sectors beside changes of whole ones.
@Timeout(240)
final class EdgesTest {
  private static final Region HERE = new Region(0, 512);
  private static final Region THERE = new Region(4096, 512);

  private final Edges edges = new Edges();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(1);

  @Test
  void whoChangesAPartWaitsForWhoIsInside() throws Exception {
    var whole = Later.run(() -> edges.whole(HERE, this::stay));
    Latches.await(arrived);
    var part = Later.run(() -> edges.part(HERE, () -> assertThat(whole).isDone()));
    gate.countDown();
    part.get(60, TimeUnit.SECONDS);
  }

  @Test
  void whileAPartIsChangedItsSectorAloneIsHeld() throws Exception {
    var part = Later.run(() -> edges.part(HERE, this::stay));
    Latches.await(arrived);
    edges.whole(THERE, () -> {});
    var whole = Later.run(() -> edges.whole(HERE, () -> assertThat(gate.getCount()).isZero()));
    gate.countDown();
    part.get(60, TimeUnit.SECONDS);
    whole.get(60, TimeUnit.SECONDS);
  }

  private void stay() {
    arrived.countDown();
    Latches.await(gate);
  }
}
