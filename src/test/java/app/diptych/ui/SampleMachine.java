package app.diptych.ui;

import app.diptych.clone.Verdict;
import app.diptych.nbd.NbdUri;
import app.diptych.ui.disks.Plugged;
import app.diptych.ui.disks.ServerAnswer;
import app.diptych.ui.job.Jobs;
import app.diptych.ui.job.Wish;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/// Machines of which some parts are as good as any.
final class SampleMachine {
  private SampleMachine() {}

  /// One on which nothing stands against any wish.
  static Machine of(Plugged disks, Jobs jobs) {
    return of(disks, jobs, _ -> new ServerAnswer.Unknown("nobody asked"));
  }

  /// One on which nothing stands against any wish, and NBD servers answer so.
  static Machine of(Plugged disks, Jobs jobs, Function<NbdUri, ServerAnswer> servers) {
    return new Machine(
        disks, _ -> new Verdict(List.of(), List.of(), OptionalLong.of(64)), servers, jobs);
  }

  /// One that is checked so.
  static Machine of(Plugged disks, Function<Wish, Verdict> checks, Jobs jobs) {
    return new Machine(disks, checks, _ -> new ServerAnswer.Unknown("nobody asked"), jobs);
  }
}
