package app.diptych.ui.disks;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.nbd.NbdUri;
import app.diptych.ui.disks.NbdModel.State;
import app.diptych.ui.job.SampleExports;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javafx.util.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// The address of an NBD disk, from the first letter to the export that is picked.
@ExtendWith(ApplicationExtension.class)
final class NbdModelTest {
  private static final Duration LONG = Duration.seconds(30);

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CompletableFuture<ServerAnswer> answer = new CompletableFuture<>();
  private NbdModel model;

  @BeforeEach
  void begin() {
    model = new NbdModel(this::ask, executor, LONG);
  }

  @AfterEach
  void end() throws InterruptedException {
    executor.shutdownNow();
    assertThat(executor.awaitTermination(60, SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nbd://storage.lan/vm1",
        "nbds://storage.lan:1234/vm1",
        "nbd+unix:///vm1?socket=/run/nbd.sock",
        "nbds+unix:///vm1?socket=/run/nbd.sock"
      })
  void theFourFormsAreAddresses(String text) throws Exception {
    type(text);

    assertThat(model.stateProperty().get()).isEqualTo(new State.Ready(NbdUri.parse(text)));
  }

  @Test
  void nothingIsNoFault() throws Exception {
    type("nbd");
    type("  ");

    assertThat(model.stateProperty().get()).isEqualTo(new State.Blank());
  }

  @Test
  void whatIsNoAddressIsSaidInTheParsersWords() throws Exception {
    type("nbd+unix:///vm1");

    assertThat(model.stateProperty().get())
        .isInstanceOfSatisfying(State.Wrong.class, wrong -> assertThat(wrong.fault()).isNotBlank());
  }

  @Test
  void theExportThatWasNamedIsPicked() throws Exception {
    type("nbd://storage.lan/vm1");
    fx(model::ask);
    answer.complete(offered());
    await(State.Answered.class);

    assertThat(model.found())
        .contains(new Candidate.OfExport(SampleExports.tcp("vm1"), SampleExports.vm()));
  }

  @Test
  void nothingIsPickedOfSeveralThatWereNotNamed() throws Exception {
    type("nbd://storage.lan");
    fx(model::ask);
    answer.complete(offered());
    await(State.Answered.class);

    assertThat(model.found()).isEmpty();
  }

  @Test
  void theOnlyExportIsPicked() throws Exception {
    type("nbd://storage.lan");
    fx(model::ask);
    answer.complete(new ServerAnswer.Known(List.of(SampleExports.vm())));
    await(State.Answered.class);

    assertThat(model.found().map(Candidate::fullName)).contains("nbd://storage.lan/vm1");
  }

  @Test
  void aNameThatMustNotBeShownIsUsedAsItIs() throws Exception {
    var odd = SampleExports.of("vm\u202e1\u001b", "odd");
    type("nbd://storage.lan");
    fx(model::ask);
    answer.complete(new ServerAnswer.Known(List.of(odd)));
    await(State.Answered.class);

    var found = model.found().orElseThrow();
    assertThat(found.uri().export()).isEqualTo(odd.name());
    assertThat(ExportList.name(odd)).isEqualTo("vm?1?");
    assertThat(found.title()).isEqualTo("vm?1?");
    assertThat(found.fullName()).isEqualTo("nbd://storage.lan/vm%E2%80%AE1%1B");
  }

  @Test
  void anotherAddressMakesAnAnswerObsolete() throws Exception {
    type("nbd://storage.lan/vm1");
    fx(model::ask);
    type("nbd://storage.lan/vm2");
    answer.complete(offered());
    WaitForAsyncUtils.waitForFxEvents();

    assertThat(model.stateProperty().get()).isInstanceOf(State.Ready.class);
    assertThat(model.found()).isEmpty();
  }

  @Test
  void aServerThatRefusesIsTold() throws Exception {
    type("nbd://storage.lan/vm1");
    fx(model::ask);
    answer.complete(new ServerAnswer.Unknown("there is no such export"));
    await(State.Unanswered.class);

    assertThat(model.stateProperty().get())
        .extracting(state -> ((State.Unanswered) state).reason())
        .isEqualTo("there is no such export");
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    var hasty = new NbdModel(this::ask, executor, Duration.millis(50));
    fx(() -> hasty.textProperty().set("nbd://storage.lan/vm1"));
    fx(hasty::ask);

    WaitForAsyncUtils.waitFor(
        10, SECONDS, () -> hasty.stateProperty().get() instanceof State.Unanswered);
    assertThat(((State.Unanswered) hasty.stateProperty().get()).reason())
        .contains("did not answer");
  }

  @Test
  void aFaultOfTheProgramIsToldToo() throws Exception {
    type("nbd://storage.lan/vm1");
    fx(model::ask);
    answer.completeExceptionally(new IllegalStateException("broken"));
    await(State.Unanswered.class);

    assertThat(model.found()).isEmpty();
  }

  private static ServerAnswer offered() {
    return new ServerAnswer.Known(List.of(SampleExports.archive(), SampleExports.vm()));
  }

  private ServerAnswer ask(NbdUri uri) {
    assertThat(uri).isNotNull();
    try {
      return answer.get(60, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private void type(String text) throws Exception {
    fx(() -> model.textProperty().set(text));
  }

  private void await(Class<? extends State> kind) throws Exception {
    WaitForAsyncUtils.waitFor(10, SECONDS, () -> kind.isInstance(model.stateProperty().get()));
    WaitForAsyncUtils.waitForFxEvents();
  }

  private static void fx(Runnable action) throws Exception {
    WaitForAsyncUtils.asyncFx(action).get(60, SECONDS);
  }
}
