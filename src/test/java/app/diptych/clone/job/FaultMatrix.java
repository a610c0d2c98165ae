package app.diptych.clone.job;

import app.diptych.clone.Refusal;
import app.diptych.clone.job.Trouble.Stage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a job makes of a device in trouble: which trouble, on which side, at which stage.
final class FaultMatrix {
  /// The columns are as in [Stage].
  private static final String MATRIX =
      """
      trouble       side   | copying   live      in sync   verifying flushing
      READ_ERROR    SOURCE | FAILS     TOLD      CLIENTS   WHOLE     UNNOTICED
      READ_ERROR    TARGET | UNNOTICED UNNOTICED UNNOTICED WHOLE     UNNOTICED
      WRITE_ERROR   SOURCE | UNNOTICED CLIENTS   CLIENTS   UNNOTICED UNNOTICED
      WRITE_ERROR   TARGET | FAILS     TOLD      TOLD      UNNOTICED FAILS
      NO_SPACE      SOURCE | UNNOTICED CLIENTS   CLIENTS   UNNOTICED UNNOTICED
      NO_SPACE      TARGET | FAILS     TOLD      TOLD      UNNOTICED FAILS
      STALL         SOURCE | WAITS     WAITS     WAITS     WAITS     UNNOTICED
      STALL         TARGET | WAITS     WAITS     WAITS     WAITS     WAITS
      GONE          SOURCE | FAILS     TOLD      TOLD      WHOLE     UNNOTICED
      GONE          TARGET | FAILS     TOLD      TOLD      WHOLE     FAILS
      GONE_AND_BACK SOURCE | FAILS     TOLD      TOLD      WHOLE     UNNOTICED
      GONE_AND_BACK TARGET | FAILS     TOLD      TOLD      WHOLE     FAILS
      """;

  private FaultMatrix() {}

  /// How it ends.
  enum Outcome {
    /// Completed: the device was not asked for what it could not do.
    UNNOTICED,
    /// Told that the device does not answer, and that it does again; then completed.
    WAITS,
    /// Clients are told what the source cannot do; the mirror goes on and is completed.
    CLIENTS,
    /// Failed at once; it can go on later.
    FAILS,
    /// Told at once; clients use the source as far as that can be used. Failed when it is ended; it
    /// can go on later.
    TOLD,
    /// Failed; the target is a durable copy all the same, of which not all was compared.
    WHOLE
  }

  /// One place of the matrix.
  record Cell(Trouble trouble, Refusal.Role side, Stage stage, Outcome outcome) {
    /// Whether clients who read from the source meet the trouble.
    boolean hitsReaders() {
      return side == Refusal.Role.SOURCE && trouble.hitsReads();
    }

    /// Whether clients who write to the source meet it.
    boolean hitsWriters() {
      return side == Refusal.Role.SOURCE && trouble.hitsWrites();
    }

    @Override
    public String toString() {
      return (trouble + ", " + side + ", " + stage + ": " + outcome).toLowerCase(Locale.ROOT);
    }
  }

  /// All of them.
  static Stream<Cell> cells() {
    return MATRIX.lines().skip(1).flatMap(FaultMatrix::cells);
  }

  private static Stream<Cell> cells(String line) {
    String[] words = line.split("[ |]+", -1);
    List<Stage> columns = List.of(Stage.values());
    return columns.stream()
        .map(stage ->
            new Cell(
                Trouble.valueOf(words[0]),
                Refusal.Role.valueOf(words[1]),
                stage,
                Outcome.valueOf(words[2 + columns.indexOf(stage)])));
  }
}
