package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.mirror.CopyMode;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.job.JobsModel;
import app.diptych.ui.job.ScriptedJobs;
import app.diptych.ui.job.Unfinished;
import app.diptych.ui.job.Wish;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// What happens while the journals are read, in each order that is possible.
@ExtendWith(ApplicationExtension.class)
final class UnfinishedModelTest {
  private final ArrayDeque<Runnable> begun = new ArrayDeque<>();
  private final Unfinished one = unfinished("a.img", "b.img");
  private final Unfinished other = unfinished("c.img", "d.img");
  private List<Unfinished> left = List.of(one, other);
  private JobsModel jobs;
  private int checks;
  private Optional<String> told = Optional.empty();
  private UnfinishedModel model;

  @SuppressWarnings("NullAway.Init") // made before any test
  UnfinishedModelTest() {}

  @BeforeEach
  void look() {
    jobs = fx(() -> new JobsModel(new ScriptedJobs()));
    model = new UnfinishedModel(jobs, () -> left, this::forgotten, begun::add);
    fx(model::look);
    run(begun.remove());
    assertThat(model.list()).containsExactly(one, other);
  }

  private void forgotten(Optional<String> problem) {
    checks++;
    told = problem;
  }

  @AfterEach
  void close() {
    fx(jobs::close);
  }

  @Test
  void whatIsForgottenDuringALookDoesNotComeBack() {
    fx(model::look);
    fx(() -> model.forget(one));

    run(begun.remove());

    assertThat(model.list()).containsExactly(other);
  }

  @Test
  void whatWasStillThereWhenItWasBeingForgottenIsLookedForAgain() {
    fx(() -> model.forget(one));
    Runnable forgetting = begun.remove();
    fx(model::look);
    run(begun.remove());

    left = List.of(other);
    assertThat(checks).isZero();
    run(forgetting);
    run(begun.remove());

    assertThat(model.list()).containsExactly(other);
    assertThat(checks).isOne();
  }

  @Test
  void whyOneCannotBeForgottenIsTold() {
    left =
        List.of(
            unfinished(
                "e.img",
                "f.img",
                () -> {
                  throw new IOException("it is read-only");
                }));
    fx(model::look);
    run(begun.remove());

    fx(() -> model.forget(left.getFirst()));
    run(begun.remove());
    run(begun.remove());

    assertThat(told).hasValue("it is read-only");
    assertThat(model.list()).isEqualTo(left);
  }

  @Test
  void whatGoesOnDuringALookDoesNotComeBack() {
    fx(model::look);
    assertThat(fx(() -> model.resume(one))).isTrue();

    run(begun.remove());

    assertThat(model.list()).containsExactly(other);
  }

  @Test
  void whatALookHasFoundIsNotOverruledByAnEarlierOne() {
    fx(model::look);
    fx(model::look);
    Runnable earlier = begun.remove();
    left = List.of(other);
    run(begun.remove());

    left = List.of();
    run(earlier);

    assertThat(model.list()).containsExactly(other);
  }

  private static void run(Runnable task) {
    task.run();
    WaitForAsyncUtils.waitForFxEvents(1);
  }

  private static void fx(Runnable deed) {
    WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(deed));
  }

  private static <T> T fx(Callable<T> question) {
    return WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(question));
  }

  private static Unfinished unfinished(String source, String target) {
    return unfinished(source, target, () -> {});
  }

  private static Unfinished unfinished(
      String source, String target, Unfinished.Forgetting forgetting) {
    var request =
        new CloneRequest(
            new Endpoint.ImageFile(Path.of(source)),
            new Endpoint.ImageFile(Path.of(target)),
            CloneRequest.Options.DEFAULT);
    var wish = new Wish(request, Optional.empty(), CopyMode.WRITE_BLOCKING);
    return new Unfinished(new Errand(wish, source), 1, 4, false, forgetting);
  }
}
