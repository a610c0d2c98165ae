package app.diptych.ui.job;

import app.diptych.clone.Phase;
import app.diptych.ui.parts.Dialogs;
import app.diptych.ui.parts.Names;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.util.Subscription;

/// Asks whether jobs are to be ended before they are done. Enter and Escape both mean no.
public final class StopDialog extends Dialog<Boolean> {

  /// The question; it goes away by itself when all of the jobs are over.
  ///
  /// @param jobs which, at least one
  /// @param reason what the person set out to do
  public StopDialog(List<JobModel> jobs, Reason reason) {
    Kind kind = Kind.of(jobs);
    Dialogs.choice(
        this, "stop", Texts.of(kind.titleKey), Texts.of(kind.key(reason)), Texts.of(kind.stayKey));
    Label question = Parts.paragraph("", "stop-question");
    question.setId("stop-question");
    // What would be lost changes while a person thinks about it.
    Subscription asking =
        Subscription.combine(
            jobs.stream()
                .flatMap(job -> Stream.of(job.liveProperty(), job.countersProperty()))
                .map(facts -> facts.subscribe(_ -> Parts.rephrase(question, question(jobs))))
                .toArray(Subscription[]::new));
    getDialogPane().setContent(Dialogs.scrolled("stop-words", getTitle(), question));
    Subscription ends =
        Subscription.combine(
            jobs.stream()
                .map(job -> job.running().subscribe(_ -> closeWhenOver(jobs)))
                .toArray(Subscription[]::new));
    setOnHidden(_ -> asking.and(ends).unsubscribe());
  }

  private void closeWhenOver(List<JobModel> jobs) {
    if (jobs.stream().noneMatch(job -> job.running().get())) {
      setResult(false);
      close();
    }
  }

  private static String question(List<JobModel> jobs) {
    return jobs.stream()
        .map(job -> Names.brief(job.errand().title()) + "\n" + question(job))
        .collect(Collectors.joining("\n\n"));
  }

  private static String question(JobModel job) {
    if (job.errand().wish().isRepair()) {
      return Texts.of("stop.repair");
    }
    Phase phase = job.countersProperty().get().phase();
    if (phase == Phase.PREPARING && !job.errand().goesOn()) {
      return Texts.of("stop.preparing");
    }
    return job.liveProperty()
        .get()
        .map(StopDialog::question)
        .orElseGet(() -> Texts.of(phase == Phase.VERIFYING ? "stop.comparing" : "stop.question"));
  }

  private static String question(LiveState live) {
    String target =
        switch (live.stage()) {
          case PREPARING, COPYING -> Texts.of("stop.question");
          case COMPARING -> Texts.of("stop.comparing");
          case IN_SYNC, FINISHING -> Texts.of("stop.in-sync");
          case DETACHED -> Texts.of("stop.detached");
          case FAILED -> Texts.of("stop.failed");
          case PARTED -> Texts.of("stop.parted");
          case UNPROVEN -> Texts.of("stop.unproven");
        };
    return live.clients().isEmpty()
        ? target
        : target + "\n\n" + Texts.of("stop.clients", live.clients().size());
  }

  /// What the person set out to do.
  public enum Reason {
    /// Cancel the job.
    CANCEL,
    /// Close the window.
    CLOSE
  }

  /// What all of the jobs are.
  private enum Kind {
    CLONES("stop.title", "stop.stay", "stop.go", "stop.close"),
    LIVE("stop.title-live", "stop.stay-live", "stop.go-live", "stop.close-live"),
    REPAIRS("stop.title-repair", "stop.stay-repair", "stop.go-repair", "stop.close-repair");

    private final String titleKey;
    private final String stayKey;
    private final String goKey;
    private final String closeKey;

    Kind(String titleKey, String stayKey, String goKey, String closeKey) {
      this.titleKey = titleKey;
      this.stayKey = stayKey;
      this.goKey = goKey;
      this.closeKey = closeKey;
    }

    private static Kind of(List<JobModel> jobs) {
      if (jobs.stream().allMatch(job -> job.liveProperty().get().isPresent())) {
        return LIVE;
      }
      return jobs.stream().allMatch(job -> job.errand().wish().isRepair()) ? REPAIRS : CLONES;
    }

    private String key(Reason reason) {
      return switch (reason) {
        case CANCEL -> goKey;
        case CLOSE -> closeKey;
      };
    }
  }
}
