package app.diptych.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneRequest.Options;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.mirror.CopyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// A job in a window in which nobody types at this moment, as while a dialog is open: nothing in it
/// counts as focused.
@ExtendWith(ApplicationExtension.class)
final class JobViewTest {
  private final ScriptedJob script = new ScriptedJob();

  @Test
  void whoWasAtAButtonIsLedToTheJobWhenItEnds() throws TimeoutException {
    JobModel job = WaitForAsyncUtils.waitForAsyncFx(10_000, this::begun);
    JobView view = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> viewAtCancel(job));

    script.end(new CloneResult.Completed(64, Duration.ofSeconds(1), false));

    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, job.running().not());
    WaitForAsyncUtils.waitForFxEvents();
    assertThat(view.getScene().getFocusOwner()).isEqualTo(view);
  }

  private JobModel begun() {
    var request =
        new CloneRequest(
            new Endpoint.DiskPath(Path.of("/dev/sda")),
            new Endpoint.DiskPath(Path.of("/dev/sdb")),
            Options.DEFAULT);
    var wish = new Wish(request, Optional.empty(), CopyMode.WRITE_BLOCKING);
    return new JobModel(new JobState.Errand(wish, "a → b"), script, System::nanoTime);
  }

  private static JobView viewAtCancel(JobModel job) {
    var view = new JobView(job, new NoDesk(), new SimpleBooleanProperty(true), () -> {});
    var scene = new Scene(new VBox(view, view.actions(), new Button("after")));
    scene.lookup("#cancel").requestFocus();
    return view;
  }

  /// Nobody asks for anything.
  private static final class NoDesk implements JobDesk {
    @Override
    public void stop(JobModel job) {}

    @Override
    public void repair(JobModel job) {}

    @Override
    public void skip(JobModel job) {}

    @Override
    public void saveMap(JobModel job) {}
  }
}
