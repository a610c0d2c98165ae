package app.diptych.ui;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.Skipping;
import app.diptych.clone.Verdict;
import app.diptych.disks.Silence;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.disks.ImageChooser;
import app.diptych.ui.disks.PanelModel;
import app.diptych.ui.job.Wish;
import app.diptych.ui.settings.Limit;
import app.diptych.ui.settings.Retries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// The verdict on what is picked, at the moment it is wanted.
@ExtendWith(ApplicationExtension.class)
final class PlanModelTest {
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Candidate stick = new Candidate.OfDisk(SampleDisks.stick());
  private final Candidate card = new Candidate.OfDisk(SampleDisks.card());
  private final Candidate other = new Candidate.OfDisk(SampleDisks.mounted());
  private final Map<String, CompletableFuture<Verdict>> verdicts =
      Map.of("/dev/sdc", new CompletableFuture<>(), "/dev/sda", new CompletableFuture<>());
  private final PanelModel source = new PanelModel();
  private final PanelModel target = new PanelModel();
  private final PlanModel plan =
      new PlanModel(source, target, new Checking(this::check, this::silence), executor);

  @AfterEach
  void end() {
    executor.shutdownNow();
    verdicts.values().forEach(verdict -> verdict.cancel(false));
  }

  @Test
  void aVerdictOnAnEarlierPairIsNeverShown() throws Exception {
    fx(() -> pick(card));
    fx(() -> target.choose(other));
    answer("/dev/sda", 2);
    answer("/dev/sdc", 1);

    WaitForAsyncUtils.waitFor(10, SECONDS, () -> plan.checkProperty().get() instanceof Check.Done);
    WaitForAsyncUtils.waitForFxEvents();

    var done = (Check.Done) plan.checkProperty().get();
    assertThat(done.wish().request().target()).hasToString("/dev/sda");
    assertThat(done.verdict().bytes()).hasValue(2);
  }

  @Test
  void whatWasAcceptedForOnePairIsNotForAnother() throws Exception {
    fx(() -> pick(card));
    fx(() -> plan.acceptMountedProperty().set(true));

    fx(() -> target.choose(other));

    assertThat(plan.acceptMountedProperty().get()).isFalse();
  }

  @Test
  void whatCannotBeReadIsSkippedWhereThatIsWished() throws Exception {
    fx(() -> pick(card));
    fx(() -> plan.retriesProperty().set(Retries.FEW));
    fx(plan::toggleSkip);
    answer("/dev/sdc", 1);

    WaitForAsyncUtils.waitFor(10, SECONDS, () -> plan.checkProperty().get() instanceof Check.Done);

    var done = (Check.Done) plan.checkProperty().get();
    assertThat(done.wish().request().options().skipping())
        .contains(new Skipping(3, Optional.empty()));
  }

  @Test
  void itIsNoFasterThanIsWished() throws Exception {
    fx(() -> pick(card));
    fx(() -> plan.limitProperty().set(Limit.FIFTY));
    answer("/dev/sdc", 1);

    WaitForAsyncUtils.waitFor(10, SECONDS, () -> plan.checkProperty().get() instanceof Check.Done);

    var done = (Check.Done) plan.checkProperty().get();
    assertThat(done.wish().request().options().rate()).isEqualTo(50_000_000);
  }

  @Test
  void checksThatBreakAreTold() throws Exception {
    fx(() -> pick(card));

    future("/dev/sdc").completeExceptionally(new IllegalStateException("broken"));

    WaitForAsyncUtils.waitFor(
        10, SECONDS, () -> plan.checkProperty().get() instanceof Check.Broken);
    assertThat(plan.checkProperty().get().allowsCloning()).isFalse();
  }

  @Test
  void whatKeepsTheChecksWaitingIsNamed() throws Exception {
    var headline = new AtomicReference<Label>();
    fx(() -> headline.set(headline(new VerdictView(plan, ImageChooser.ofDesktop()))));

    fx(() -> pick(card));

    WaitForAsyncUtils.waitFor(
        60, SECONDS, () -> headline.get().getText().contains("/dev/sdc does not answer"));
    answer("/dev/sdc", 1);
    WaitForAsyncUtils.waitFor(60, SECONDS, () -> headline.get().getText().equals("Ready to clone"));
  }

  private static Label headline(VerdictView view) {
    return (Label) view.lookup("#verdict-headline");
  }

  private void pick(Candidate onto) {
    source.show(List.of(stick, card, other));
    target.show(List.of(stick, card, other));
    source.choose(stick);
    target.choose(onto);
  }

  private void answer(String path, long bytes) {
    future(path).complete(new Verdict(List.of(), List.of(), OptionalLong.of(bytes)));
  }

  private CompletableFuture<Verdict> future(String path) {
    return java.util.Objects.requireNonNull(verdicts.get(path));
  }

  // Of those that the checks wait for.
  private Silence silence(Consumer<Path> told) {
    return new Silence(List::of, this::answers, told, Duration.ofMillis(80));
  }

  private boolean answers(Path path) {
    Optional.ofNullable(verdicts.get(path.toString())).ifPresent(CompletableFuture::join);
    return true;
  }

  private Verdict check(Wish wish) {
    try {
      return future(wish.request().target().toString()).get(60, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fx(Runnable action) throws Exception {
    WaitForAsyncUtils.asyncFx(action).get(60, SECONDS);
  }
}
