package app.diptych.ui;

import app.diptych.block.Operation;
import app.diptych.block.Region;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Endpoint;
import app.diptych.clone.JobProgress;
import app.diptych.clone.MapCell;
import app.diptych.clone.Phase;
import app.diptych.clone.Refusal;
import app.diptych.clone.Stall;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.disks.Disk;
import app.diptych.disks.Use;
import app.diptych.mirror.CopyMode;
import app.diptych.ui.disks.ServerAnswer;
import app.diptych.ui.job.JobState;
import app.diptych.ui.job.SampleExports;
import app.diptych.ui.job.ScriptedJobs;
import app.diptych.ui.job.Unfinished;
import app.diptych.ui.job.Wish;
import app.diptych.ui.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;

/// Leads through every screen and dialog of the window.
final class Tour {
  private static final long SIZE = 64_023_257_088L;
  private static final Optional<Path> MAP = Optional.of(Path.of("/srv/rescue/old-disk.map"));
  private static final Verdict REFUSED =
      new Verdict(
          List.of(
              new Refusal.TargetInUse(
                  Path.of("/dev/sdc"),
                  List.of(new Use.Mount("/dev/sdc1", Path.of("/srv/data"), false)))),
          List.of(),
          OptionalLong.empty());
  private static final Verdict SYSTEM =
      new Verdict(
          List.of(new Refusal.SystemDisk(Path.of("/dev/sdc"), "sdc")),
          List.of(new Warning.TargetHasData("/dev/sdc", List.of("sdc1 ext4 “data”"))),
          OptionalLong.of(SIZE));
  private static final Verdict WARNED =
      new Verdict(
          List.of(),
          List.of(
              new Warning.TargetHasData("/dev/sdc", List.of("sdc1 ext4 “data”")),
              new Warning.SectorSizesDiffer(512, 4096)),
          OptionalLong.of(SIZE));

  private final AtomicReference<Verdict> verdict = new AtomicReference<>(REFUSED);
  private final AtomicReference<List<Disk>> disks = new AtomicReference<>(SampleDisks.desk());
  private final OpenWindow window;
  private final Sight sight;
  private final ScriptedJobs jobs = new ScriptedJobs();

  /// Somebody who looks at every screen; on the JavaFX thread.
  @FunctionalInterface
  interface Sight {
    /// Looks at a screen.
    void see(String name, Parent root);
  }

  /// A tour of a window, which it opens.
  Tour(Settings settings, Sight sight) {
    this.sight = sight;
    window =
        new OpenWindow(
                new Machine(
                    disks::get,
                    _ -> verdict.get(),
                    _ -> new ServerAnswer.Known(List.of(SampleExports.vm())),
                    jobs),
                Optional.empty(),
                settings,
                new SampleReports())
            .open();
    window.interact(this::shrink);
  }

  // The smallest that it can be made.
  private void shrink() {
    window.stage().setWidth(app.diptych.ui.Window.LEAST_WIDTH);
    window.stage().setHeight(app.diptych.ui.Window.LEAST_HEIGHT);
  }

  /// Goes everywhere, and closes the window.
  void go() throws InterruptedException {
    choosing();
    telling();
    aids();
    cloning();
    live();
    several();
    logged();
    window.close();
  }

  /// Goes only where help and settings are, which takes less long, and closes the window.
  void goForAids() {
    window.awaitShown("source-sdb", true);
    aids();
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
    judge(SYSTEM);
    window.click("clone");
    dialog("erase-system", "erase-go", "erase-cancel");
    judge(WARNED);
    look("warned");
    window.click("clone");
    dialog("erase", "erase-go", "erase-cancel");
    window.click("skip-unreadable");
    window.awaitShown("retries", true);
    look("skipping");
    window.interact(() -> window.model().plan().mapProperty().set(MAP));
    window.awaitShown("map-name", true);
    look("mapped");
    window.click("map-away").click("skip-unreadable");
    window.awaitEnabled("clone", true);
  }

  private void judge(Verdict next) {
    verdict.set(next);
    window.interact(() -> window.model().plan().recheck());
    window.awaitEnabled("clone", true);
  }

  private void telling() {
    window.click("identify");
    window.awaitShown("identify-end", true);
    look("identify");
    window.click("identify-end");
    var request =
        new CloneRequest(
            Endpoint.parse("/dev/sdb"), Endpoint.parse("/dev/sdc"), CloneRequest.Options.DEFAULT);
    jobs.leave(
        new Unfinished(
            new JobState.Errand(
                new Wish(request, Optional.empty(), CopyMode.WRITE_BLOCKING),
                "SanDisk Ultra (/dev/sdb) → SanDisk Extreme (/dev/sdc)"),
            SIZE / 3,
            SIZE,
            false,
            jobs::leave));
    window.interact(() -> window.model().unfinished().look());
    window.awaitShown("unfinished-resume-0", true);
    look("unfinished");
    window.click("unfinished-forget-0");
    dialog("forget", "forget-go", "forget-cancel");
    window.click("unfinished-forget-0").click("forget-go");
    window.awaitShown("unfinished-resume-0", false);
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
    jobs.last().reach(copying(43));
    window.awaitText("job-bytes", "27");
    jobs.last()
        .paint(
            new MapCell(MapCell.Kind.CLEAN, 1),
            new MapCell(MapCell.Kind.ZERO, 1),
            new MapCell(MapCell.Kind.COPYING, 0.5),
            new MapCell(MapCell.Kind.DIRTY, 0),
            new MapCell(MapCell.Kind.UNREADABLE, 0));
    window.awaitShown("job-map", true);
    look("copying");
    window.click("pause");
    window.awaitText("job-title", "SanDisk");
    look("paused");
    window.click("pause");
    jobs.last()
        .stall(new Stall(Refusal.Role.TARGET, "/dev/sdc", Operation.WRITE, Duration.ofSeconds(10)));
    window.awaitShown("job-notice", true);
    look("stalled");
    window.click("cancel");
    dialog("stop", "stop-go", "stop-cancel");
    jobs.last().end(new CloneResult.Completed(SIZE, Duration.ofSeconds(151), true));
    window.awaitShown("job-outcome", true);
    look("done");
    pickAgain();
    begin();
    jobs.last().end(new CloneResult.Failed(Phase.COPYING, "write /dev/sdc @4096+4096: EIO"));
    window.awaitShown("job-outcome", true);
    window.click("details");
    look("failed");
    rescued();
  }

  private void rescued() throws InterruptedException {
    pickAgain();
    begin();
    jobs.last()
        .end(
            new CloneResult.Failed(
                Phase.COPYING, "read /dev/sdb @4096+4096: EIO", CloneResult.Cure.SKIPPING));
    window.awaitShown("rescue", true);
    look("unreadable");
    window.click("rescue");
    dialog("rescue", "rescue-go", "rescue-cancel");
    window.click("rescue").click("rescue-go");
    window.awaitShown("phase-rescuing", true);
    jobs.last().warn(new Warning.MapUnseen(Path.of("/srv/rescue/old-disk.map"), 3, 64));
    jobs.last()
        .end(
            new CloneResult.Skipped(
                SIZE, Duration.ofHours(3), false, List.of(new Region(4096, 512))));
    window.awaitShown("save-map", true);
    window.click("details");
    look("skipped");
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
    jobs.last().failComparing("read /dev/sdc @4096+4096: EIO (Input/output error)");
    window.await(() -> !window.find("finish").isPresent(), "it cannot be finished");
    look("live-unproven");
    jobs.last().failTarget("write /dev/sdc @4096+4096: EIO (Input/output error)");
    window.awaitText("live-status", "write /dev/sdc");
    look("live-failed");
    jobs.last().end(new CloneResult.Cancelled(SIZE / 2, SIZE));
    window.awaitShown("job-outcome", true);
    look("cancelled");
  }

  private void several() throws InterruptedException {
    pickAgain();
    window.click("live");
    begin();
    jobs.last().reach(copying(12));
    window.click("page-clone");
    look("locked");
    window.awaitEnabled("source-sdd", true);
    window.click("source-sdd").click("target-sda");
    begin();
    jobs.last().reach(copying(77));
    window.awaitText("job-bytes", "49");
    window.awaitText("page-jobs", "45 %");
    look("several");
    window.requestClose();
    dialog("close", "stop-go", "stop-cancel");
    jobs.last().end(new CloneResult.Mismatch(List.of(new Region(0, 512)), 512));
    window.awaitShown("job-outcome", true);
    look("mismatch");
    window.click("repair");
    dialog("repair", "repair-go", "repair-cancel");
  }

  private void logged() {
    window.click("page-history");
    window.awaitShown("report-open", true);
    look("history");
    window.click("report-delete");
    dialog("delete", "delete-go", "delete-cancel");
    window.click("report-delete").click("delete-go").click("report-delete").click("delete-go");
    window.awaitShown("history-none", true);
    look("history-empty");
    window.click("page-log");
    window.await(() -> !window.fieldText("log-text").isEmpty(), "the log says something");
    look("log");
    window.click("page-clone");
    disks.set(List.of());
    window.interact(window.model()::refresh);
    window.awaitShown("source-placeholder", true);
    look("none");
  }

  private static JobProgress copying(int percent) {
    return new JobProgress(
        Phase.COPYING, percent, SIZE / 100 * percent, SIZE, 412_000_000L, OptionalLong.of(88));
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
    window.interact(() -> see(name, window.find(idInIt).orElseThrow().getScene().getRoot()));
    window.click(idToClose);
    window.awaitShown(idInIt, false);
  }

  private void look(String name) {
    window.interact(() -> see(name, window.stage().getScene().getRoot()));
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
