package app.diptych.ui;

import app.diptych.clone.CloneResult;
import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.disks.Use;
import app.diptych.ui.job.SampleExports;
import app.diptych.ui.job.ScriptedJobs;
import app.diptych.ui.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;

/// Leads through every screen and dialog of the window.
final class Tour {
  private static final long SIZE = 64_023_257_088L;
  private static final Verdict REFUSED =
      new Verdict(
          List.of(
              new Refusal.TargetInUse(
                  Path.of("/dev/sdc"),
                  List.of(new Use.Mount("/dev/sdc1", Path.of("/srv/data"), false)))),
          List.of(),
          OptionalLong.empty());
  private static final Verdict WARNED =
      new Verdict(
          List.of(),
          List.of(
              new Warning.TargetHasData("/dev/sdc", List.of("sdc1 ext4 “data”")),
              new Warning.SectorSizesDiffer(512, 4096)),
          OptionalLong.of(SIZE));

  private final AtomicReference<Verdict> verdict = new AtomicReference<>(REFUSED);
  private final OpenWindow window;
  private final Sight sight;
  private final ScriptedJobs jobs = new ScriptedJobs();

  /// Somebody who looks at every screen; on the JavaFX thread.
  @FunctionalInterface
  interface Sight {
    /// Looks at a screen.
    void see(String name, Parent root);
  }

  /// A tour of the window on a stage; on the JavaFX thread.
  Tour(Stage stage, Settings settings, Sight sight) {
    this.sight = sight;
    window =
        new OpenWindow(
            stage,
            new Machine(
                () ->
                    List.of(
                        SampleDisks.system(),
                        SampleDisks.stick(),
                        SampleDisks.card(),
                        SampleDisks.mounted(),
                        SampleDisks.locked()),
                _ -> verdict.get(),
                _ -> new ServerAnswer.Known(List.of(SampleExports.vm())),
                jobs),
            settings);
    // The smallest that it can be made.
    stage.setWidth(stage.getMinWidth());
    stage.setHeight(stage.getMinHeight());
  }

  /// Goes everywhere, and closes the window.
  void go() throws InterruptedException {
    choosing();
    aids();
    cloning();
    live();
    window.close();
  }

  private void choosing() {
    window.awaitShown("source-sdb", true);
    look("first");
    window.click("welcome-away");
    look("empty");
    window.click("source-sdb").click("target-sdc");
    window.await(() -> !window.textsIn("verdict-reasons").isEmpty(), "it is refused");
    look("refused");
    verdict.set(WARNED);
    window.robot().interact(() -> window.model().plan().recheck());
    window.awaitEnabled("clone", true);
    look("warned");
    window.click("clone");
    dialog("erase", "erase-go", "erase-cancel");
  }

  private void aids() {
    window.robot().type(KeyCode.F1);
    dialog("help", "help-close", "help-close");
    window.robot().press(KeyCode.CONTROL).press(KeyCode.SHIFT).type(KeyCode.SLASH);
    window.robot().release(KeyCode.SHIFT).release(KeyCode.CONTROL);
    dialog("keys", "help-close", "help-close");
    window.robot().press(KeyCode.CONTROL).type(KeyCode.COMMA).release(KeyCode.CONTROL);
    dialog("settings", "settings-close", "settings-close");
    window.robot().press(KeyCode.CONTROL).type(KeyCode.L).release(KeyCode.CONTROL);
    window.write("nbd-address", "nbd://server/vm1");
    window.click("nbd-check");
    window.awaitEnabled("nbd-take", true);
    dialog("nbd", "nbd-cancel", "nbd-cancel");
  }

  private void cloning() throws InterruptedException {
    begin();
    jobs.last()
        .reach(
            new JobProgress(
                Phase.COPYING, 43, 27_500_000_000L, SIZE, 412_000_000L, OptionalLong.of(88)));
    window.awaitText("job-percent", "43");
    look("copying");
    window.click("cancel");
    dialog("stop", "stop-go", "stop-stay");
    jobs.last().end(new CloneResult.Completed(SIZE, Duration.ofSeconds(151), true));
    window.awaitShown("job-outcome", true);
    look("done");
    pickAgain();
    begin();
    jobs.last().end(new CloneResult.Failed(Phase.COPYING, "write /dev/sdc @4096+4096: EIO"));
    window.awaitShown("job-outcome", true);
    look("failed");
  }

  private void live() throws InterruptedException {
    pickAgain();
    window.click("live");
    begin();
    jobs.last()
        .offer(
            SampleExports.unix("/run/user/1000/diptych/sdb.sock", ""),
            SampleExports.visitor(1, "local", 1_000_000, 0),
            SampleExports.visitor(2, "127.0.0.1:40112", 0, 0));
    jobs.last().reach(new JobProgress(Phase.IN_SYNC, 100, SIZE, SIZE, 0, OptionalLong.empty()));
    window.awaitEnabled("finish", true);
    look("live");
    jobs.last().cancel();
    window.awaitShown("job-outcome", true);
  }

  private void pickAgain() {
    window.click("page-clone");
    window.awaitEnabled("source-sdb", true);
    window.click("source-sdb").click("target-sdc");
  }

  private void begin() throws InterruptedException {
    window.awaitEnabled("clone", true);
    window.click("clone").click("erase-go");
    if (!jobs.last().hasBegun()) {
      throw new AssertionError("it does not begin");
    }
  }

  private void dialog(String name, String idInIt, String idToClose) {
    window.awaitShown(idInIt, true);
    window
        .robot()
        .interact(() -> see(name, window.find(idInIt).orElseThrow().getScene().getRoot()));
    window.click(idToClose);
    window.awaitShown(idInIt, false);
  }

  private void look(String name) {
    window.robot().interact(() -> see(name, window.stage().getScene().getRoot()));
  }

  private void see(String name, Parent root) {
    root.applyCss();
    root.layout();
    sight.see(name, root);
  }

  /// Whether a node is shown: it, and all it is in, and some of it within its window.
  static boolean isSeen(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    Window owner = node.getScene().getWindow();
    Bounds bounds = node.localToScene(node.getLayoutBounds());
    return owner.isShowing() && bounds.getWidth() > 0 && bounds.getHeight() > 0;
  }
}
