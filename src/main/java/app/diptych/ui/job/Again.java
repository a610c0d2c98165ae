package app.diptych.ui.job;

import app.diptych.clone.CloneRequest;
import app.diptych.ui.job.JobState.Errand;
import app.diptych.ui.parts.Question;
import app.diptych.ui.parts.Texts;

/// What can be done once more on the disks of a job that is over, or never again: something would
/// be lost by it.
public enum Again {
  /// What differs is copied again.
  REPAIR("repair", "repair.title", "repair.question", "repair.go"),
  /// All is copied again, and what cannot be read is skipped.
  SKIP("rescue", "rescue.title", "rescue.question", "rescue.go"),
  /// How far it is is forgotten.
  FORGET("forget", "forget.title", "forget.question", "forget.go");

  private final String id;
  private final String titleKey;
  private final String questionKey;
  private final String goKey;

  Again(String id, String titleKey, String questionKey, String goKey) {
    this.id = id;
    this.titleKey = titleKey;
    this.questionKey = questionKey;
    this.goKey = goKey;
  }

  /// The question whether it is to be done on the disks of an errand.
  public Question question(Errand errand) {
    CloneRequest request = errand.wish().request();
    return new Question(
        new Question.Words(
            id,
            Texts.of(titleKey),
            errand.title(),
            Texts.of(questionKey, request.source(), request.target()),
            Texts.of(goKey)));
  }
}
