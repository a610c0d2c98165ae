package app.diptych.ui;

import app.diptych.clone.Verdict;
import app.diptych.ui.disks.Plugged;
import app.diptych.ui.disks.ServerAnswer;
import app.diptych.ui.job.Jobs;
import app.diptych.ui.job.Wish;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/// Machines on which no NBD server is asked.
final class SampleMachine {
  private SampleMachine() {}

  /// One on which nothing stands against any wish.
  static Machine of(Plugged disks, Jobs jobs) {
    return of(disks, _ -> new Verdict(List.of(), List.of(), OptionalLong.of(64)), jobs);
  }

  /// One that is checked so.
  static Machine of(Plugged disks, Function<Wish, Verdict> checks, Jobs jobs) {
    return new Machine(disks, checks, _ -> new ServerAnswer.Unknown("nobody asked"), jobs);
  }
}
