package app.diptych.cli.output;

import app.diptych.clone.JobProgress;
import app.diptych.clone.Phase;
import app.diptych.json.JsonObject;
import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// One line on a terminal that is rewritten: phase, percent, a bar, amounts.
final class BarView implements ProgressView {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Set<Phase> HAVE_AMOUNTS =
      Set.of(Phase.COPYING, Phase.RESCUING, Phase.VERIFYING);
  private static final int NARROWEST_BAR = 5;
  private static final int WIDEST_BAR = 40;

  // Room for the amounts, so that the bar keeps its width while they change.
  private static final int AMOUNTS = "999 GB of 999 GB, 999 MB/s, 59 min 59 s left".length();

  // ECMA-48 and DEC: a line that has become too long for a window made smaller is cut off, not
  // carried on to the next line.
  private static final String START = "\r\033[?7l";
  private static final String END = "\033[K\033[?7h";

  private final PrintStream to;
  private final int columns;
  private Optional<Phase> shown = Optional.empty();
  private long shownAt;

  BarView(PrintStream to, int columns) {
    this.to = to;
    this.columns = columns;
  }

  @Override
  public void show(JobProgress progress, long nanos) {
    boolean isNewPhase = !shown.equals(Optional.of(progress.phase()));
    if (isNewPhase || nanos - shownAt >= INTERVAL_NANOS) {
      to.print(START + line(progress, columns - 1) + END);
      to.flush();
      shown = Optional.of(progress.phase());
      shownAt = nanos;
    }
  }

  @Override
  public void waiting(String name) {
    giveWay();
    to.println(ProgressView.request(name));
  }

  @Override
  public void notice(String line, JsonObject event) {
    giveWay();
    to.println(line);
  }

  @Override
  public void failed(String reason) {
    giveWay();
    to.println(ProgressView.sentence(reason));
  }

  @Override
  public void giveWay() {
    end();
    shown = Optional.empty();
  }

  @Override
  public void end() {
    if (shown.isPresent()) {
      to.print("\r\033[K");
      to.flush();
    }
  }

  /// The line, at most so many columns wide. What finds no room is left out: first the bar, then
  /// the amounts.
  static String line(JobProgress progress, int columns) {
    String start = progress.phase().toString();
    if (!HAVE_AMOUNTS.contains(progress.phase())) {
      return cut(start, columns);
    }
    start += String.format(" %3d%%", progress.percent());
    String amounts = ProgressText.amounts(progress);
    int room = Math.min(WIDEST_BAR, columns - start.length() - "  []  ".length() - AMOUNTS);
    String bar = "";
    if (room >= NARROWEST_BAR) {
      int full = room * progress.percent() / 100;
      bar = "  [" + "#".repeat(full) + "-".repeat(room - full) + "]";
    }
    return cut(start + bar + "  " + amounts, columns);
  }

  private static String cut(String text, int columns) {
    return text.substring(0, Math.clamp(columns, 0, text.length()));
  }
}
