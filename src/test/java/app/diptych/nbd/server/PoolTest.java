package app.diptych.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who gets memory, and how much of it.
@Timeout(240)
final class PoolTest {
  // Ten blocks, of which two each are kept for three connections.
  private final Pool pool = new Pool(4096, 10, 3, 2);
  private final List<Block> taken = new ArrayList<>();

  @AfterEach
  void close() {
    taken.forEach(Block::release);
    assertThat(pool.held()).isZero();
    pool.close();
  }

  @Test
  void oneWhoTakesAllLeavesToEveryOtherWhatIsKeptForIt() {
    var greedy = new Allowance(pool, 100);
    var other = new Allowance(pool, 100);
    assertThat(takeAll(greedy)).isEqualTo(6);
    assertThat(takeAll(other)).isEqualTo(2);
    assertThat(takeAll(new Allowance(pool, 100))).isEqualTo(2);
    assertThat(pool.held()).isEqualTo(10);
  }

  @Test
  void nobodyTakesMoreThanItsLimit() {
    assertThat(takeAll(new Allowance(pool, 3))).isEqualTo(3);
  }

  @Test
  void theLastOneGivenBackIsTheNextOneTaken() {
    var one = new Allowance(pool, 3);
    Block first = one.take();
    Block second = one.take();
    first.release();
    second.release();
    Block next = one.take();
    taken.add(next);
    assertThat(next).isSameAs(second);
    assertThat(next.capacity()).isEqualTo(4096);
    assertThat(next.data(0, 4096).address() % 4096).isZero();
  }

  @Test
  void whoWaitsGetsWhatIsGivenBack() throws Exception {
    var one = new Allowance(pool, 1);
    Block only = one.take();
    var waiting = CompletableFuture.supplyAsync(one::take);
    assertThat(waiting).isNotDone();
    only.release();
    taken.add(waiting.get(60, TimeUnit.SECONDS));
    assertThat(taken.getFirst()).isSameAs(only);
  }

  @Test
  void aBlockIsGivenBackOnce() {
    Block block = new Allowance(pool, 1).take();
    block.release();
    assertThatThrownBy(block::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void thereMustBeEnoughForAll() {
    assertThatThrownBy(() -> new Pool(4096, 5, 3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pool(4096, 5, 3, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private int takeAll(Allowance allowance) {
    int count = 0;
    for (var block = allowance.tryTake(); block.isPresent(); block = allowance.tryTake()) {
      taken.add(block.get());
      count++;
    }
    return count;
  }
}
