package app.diptych.ui.history;

import app.diptych.report.JobReport;
import app.diptych.report.ReportFile;
import app.diptych.report.Reports;
import app.diptych.state.WholeFile;
import app.diptych.text.Harmless;
import app.diptych.ui.parts.Sayings;
import app.diptych.ui.parts.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs that have ended, by their reports, and what a person does with one. JavaFX thread only;
/// files are read and written by the executor.
public final class HistoryModel {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryModel.class);

  private final ObservableList<Reports.Kept> list = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Path>> page =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Shelf shelf;
  private final Reader reader;
  private final Executor executor;
  // What was deleted, which a look that began before may have found still.
  private final Set<String> deleted = new HashSet<>();
  private int looks;
  // How many were made, and the latest of those that have told how they ended.
  private int attempts;
  private int lastTold;

  /// Shows a report to a person outside of the window.
  @FunctionalInterface
  public interface Reader {
    /// Has a browser open the page of a report. Whether there is one is not told. Not for the
    /// JavaFX thread.
    ///
    /// @return the file of the page
    Path open(String html) throws IOException;
  }

  /// What a report is saved as.
  enum Format {
    /// A page for people.
    HTML(".html", Reports::toHtml),
    /// An object for programs.
    JSON(".json", Reports::toJson);

    private final String ending;

    // It is immutable, and only not marked so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<JobReport, String> write;

    Format(String ending, Function<JobReport, String> write) {
      this.ending = ending;
      this.write = write;
    }

    /// What the name of such a file ends with.
    String ending() {
      return ending;
    }
  }

  /// The history on a shelf.
  public HistoryModel(Shelf shelf, Reader reader, Executor executor) {
    this.shelf = shelf;
    this.reader = reader;
    this.executor = executor;
  }

  /// The reports, the latest first.
  ObservableList<Reports.Kept> list() {
    return list;
  }

  /// What became of the last thing that was asked for; empty where there is nothing to tell.
  ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// Looks at what is kept. Of several looks that are under way the latest counts.
  public void look() {
    looks++;
    int own = looks;
    attempt(
        "history.unreadable",
        () -> {
          List<Reports.Kept> found = shelf.list();
          Platform.runLater(() -> {
            if (own == looks) {
              show(found.stream().filter(kept -> !deleted.contains(kept.id())).toList());
            }
          });
          return Told.NOTHING;
        });
  }

  // What is the same stays as it is, and with it what is selected.
  private void show(List<Reports.Kept> found) {
    if (!list.equals(found)) {
      list.setAll(found);
    }
  }

  /// The file of the page that a browser was asked to show; empty where that is not the last thing
  /// that was asked for.
  ReadOnlyObjectProperty<Optional<Path>> pageProperty() {
    return page.getReadOnlyProperty();
  }

  /// Opens the page of one in the browser.
  void open(JobReport report) {
    attempt(
        "history.not-opened",
        () -> {
          Path file = reader.open(Reports.toHtml(report));
          return new Told(Texts.of("history.opened"), Optional.of(file));
        });
  }

  /// Saves one as a file, whatever that is called: in the place of another report or of an empty
  /// file, and of nothing else.
  void save(JobReport report, Format format, Path file) {
    attempt(
        "history.not-saved",
        () -> {
          if (isTaken(file)) {
            String taken = Texts.of("saving.taken", Harmless.of(file.toString()));
            return Told.of(Texts.of("history.not-saved", taken));
          }
          WholeFile.write(file, format.write.apply(report).getBytes(StandardCharsets.UTF_8));
          return Told.of(Texts.of("history.saved", file));
        });
  }

  // Who may write to disks could choose one by mistake, or an image.
  private static boolean isTaken(Path file) {
    return new ReportFile(file)
        .obstacle()
        .filter(obstacle ->
            switch (obstacle) {
              case NO_FILE, NO_REPORT -> true;
              // Why not, the attempt tells.
              case NOT_WRITABLE -> false;
            })
        .isPresent();
  }

  /// Removes one; it comes back where that cannot be done.
  void delete(Reports.Kept kept) {
    int place = list.indexOf(kept);
    list.remove(kept);
    deleted.add(kept.id());
    attempt(
        "history.not-deleted",
        () -> {
          try {
            shelf.delete(kept.id());
          } catch (IOException e) {
            Platform.runLater(() -> putBack(kept, place));
            throw e;
          }
          return Told.NOTHING;
        });
  }

  private void putBack(Reports.Kept kept, int place) {
    deleted.remove(kept.id());
    if (!list.contains(kept)) {
      list.add(Math.clamp(place, 0, list.size()), kept);
    }
  }

  // What ends well and was begun before another one has ended does not take its words away.
  private void attempt(String complaint, Attempt attempt) {
    attempts++;
    int own = attempts;
    executor.execute(() -> {
      Told told = told(complaint, attempt);
      Platform.runLater(() -> {
        if (own > lastTold || !told.equals(Told.NOTHING)) {
          lastTold = Math.max(own, lastTold);
          notice.set(told.words());
          page.set(told.page());
        }
      });
    });
  }

  private static Told told(String complaint, Attempt attempt) {
    try {
      return attempt.make();
    } catch (IOException e) {
      LOG.warn("the history could not do what was asked for", e);
      return Told.of(Texts.of(complaint, Sayings.of(e)));
    }
  }

  @FunctionalInterface
  private interface Attempt {
    Told make() throws IOException;
  }

  private record Told(String words, Optional<Path> page) {
    static final Told NOTHING = of("");

    static Told of(String words) {
      return new Told(words, Optional.empty());
    }
  }
}
