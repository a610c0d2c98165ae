package app.diptych.ui.job;

import app.diptych.clone.CloneResult;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// How a job ended: what, which disks, and what to do now; the rest for those who ask.
final class EndView extends VBox {

  private final JobModel job;
  private final JobDesk desk;
  private final ObservableBooleanValue isFree;

  /// The end of a job; where source and target differ, or may, or the source could not be read, it
  /// offers what helps.
  ///
  /// @param isFree whether neither disk is in another job
  EndView(JobModel job, JobState.Ended end, JobDesk desk, ObservableBooleanValue isFree) {
    this.job = job;
    this.desk = desk;
    this.isFree = isFree;
    Errand errand = job.errand();
    CloneResult result = end.result();
    Outcome outcome = Outcome.of(result);
    Label head = Parts.paragraph(outcome.headline(), "job-title");
    head.setId("job-outcome");
    Label text = Parts.paragraph(errand.saying(result), "job-result");
    text.setId("job-result");
    Label next = Parts.paragraph(Advice.of(errand, end), "job-next");
    next.setId("job-next");
    var words = new VBox(head, text, next);
    words.getStyleClass().add("job-words");
    HBox row = Parts.row(Parts.icon(outcome.icon(), "job-icon"), List.of(words), "job-line");
    getStyleClass().addAll("job-ended", outcome.styleClass());
    getChildren().add(row);
    if (Advice.isToRepair(errand, result)) {
      again("repair", "repair.offer", "repair.hint", () -> desk.repair(job));
    }
    if (result instanceof CloneResult.Failed failed && failed.couldSkip()) {
      again("rescue", "rescue.offer", "rescue.hint", () -> desk.skip(job));
    }
    if (errand.map().isPresent() && hasMap(result)) {
      getChildren().add(map());
    }
    if (!outcome.isGood()) {
      getChildren().add(new DetailsView(Details.of(errand, result)));
    }
  }

  private void again(String id, String key, String hintKey, Runnable ask) {
    Button button = Parts.wire(new Button(), id, Texts.of(key), ask);
    // What helps most.
    button.getStyleClass().add("accent");
    button.setWrapText(true);
    button.setMinHeight(USE_PREF_SIZE);
    button.disableProperty().bind(Bindings.not(isFree));
    Parts.hint(button, Texts.of(hintKey));
    // What is disabled shows no hint.
    Label busy = Parts.paragraph(Texts.of("jobs.busy"), "job-next");
    busy.setId(id + "-busy");
    isFree.subscribe(free -> Parts.show(busy, !free));
    getChildren().addAll(button, busy);
  }

  // What was read to its end needs none.
  private static boolean hasMap(CloneResult result) {
    return switch (result) {
      case CloneResult.Skipped _, CloneResult.Cancelled _, CloneResult.Failed _ -> true;
      case CloneResult.Completed _, CloneResult.Refused _, CloneResult.Mismatch _ -> false;
    };
  }

  private HBox map() {
    Button save =
        Parts.wire(new Button(), "save-map", Texts.of("rescue.save-map"), () -> desk.saveMap(job));
    save.setGraphic(Parts.icon(Material2OutlinedMZ.SAVE_ALT));
    save.setMinWidth(USE_PREF_SIZE);
    Parts.hint(save, Texts.of("rescue.save-map-hint"));
    Label notice = Parts.paragraph("", "job-next");
    notice.setId("map-notice");
    notice.textProperty().bind(job.keepsake().noticeProperty());
    var line = new HBox(save, notice);
    line.getStyleClass().add("job-line");
    return line;
  }
}
