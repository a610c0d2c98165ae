package app.diptych.ui;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Warning;
import app.diptych.clone.Wording;
import app.diptych.disks.Disk;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.disks.DiskFacts;
import app.diptych.ui.job.Deed;
import app.diptych.ui.job.JobState;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The last question before a target is erased. JavaFX thread only.
final class EraseModel {
  private final Candidate source;
  private final Candidate target;
  private final Check.Done check;
  private final StringProperty typed = new SimpleStringProperty("");
  private final BooleanBinding confirmed;

  /// A question about a pair that the checks allow.
  EraseModel(Candidate source, Candidate target, Check.Done check) {
    this.source = source;
    this.target = target;
    this.check = check;
    confirmed =
        Bindings.createBooleanBinding(
            () -> nameToType().map(name -> name.equals(typed.get().strip())).orElse(true), typed);
  }

  /// Whether this is what the checks say, so that the question still is the right one.
  boolean isAbout(Check other) {
    return check.equals(other);
  }

  /// What is cloned.
  Candidate source() {
    return source;
  }

  /// What is erased.
  Candidate target() {
    return target;
  }

  /// What is about to be done.
  Deed deed() {
    return check.wish().deed();
  }

  /// The name that has to be typed, if one has.
  Optional<String> nameToType() {
    return check.nameToType();
  }

  /// What the person types.
  StringProperty typedProperty() {
    return typed;
  }

  /// Whether everything was typed that has to be.
  BooleanBinding confirmed() {
    return confirmed;
  }

  /// Whether what a map calls read stays on the target.
  boolean goesOnFromMap() {
    return Warning.GoesOnFromMap.among(check.verdict().warnings()).isPresent();
  }

  /// What is on the target and will be lost, a line each; empty where nothing is known to be there.
  List<String> losses() {
    return check.verdict().warnings().stream()
        .filter(Warning.TargetHasData.class::isInstance)
        .flatMap(warning -> ((Warning.TargetHasData) warning).contents().stream())
        .toList();
  }

  /// What else is to be known, a sentence each.
  List<String> cautions() {
    return check.verdict().warnings().stream()
        .filter(warning -> !(warning instanceof Warning.TargetHasData))
        .map(Wording::of)
        .toList();
  }

  /// What is mounted on a side and who uses it, in few lines.
  static List<String> mounted(Candidate candidate) {
    return switch (candidate) {
      case Candidate.OfDisk(Disk disk) ->
          DiskFacts.notes(disk).stream()
              .filter(note ->
                  switch (note.kind()) {
                    case SYSTEM, IN_USE -> true;
                    case TROUBLE, READ_ONLY -> false;
                  })
              .map(DiskFacts.Note::text)
              .toList();
      case Candidate.OfImage _, Candidate.OfExport _ -> List.of();
    };
  }

  /// The request, with what was typed, and its title.
  JobState.Errand errand() {
    var asked = check.wish().request();
    var options = asked.options();
    var request =
        new CloneRequest(
            asked.source(),
            asked.target(),
            nameToType().map(_ -> options.erasing(typed.get().strip())).orElse(options));
    return new JobState.Errand(
        check.wish().with(request), Texts.of("job.title", source.fullName(), target.fullName()));
  }
}
