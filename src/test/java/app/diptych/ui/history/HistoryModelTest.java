package app.diptych.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.report.Reports;
import app.diptych.ui.SampleReports;
import app.diptych.ui.history.HistoryModel.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// What happens while the reports are read, in each order that is possible.
@ExtendWith(ApplicationExtension.class)
final class HistoryModelTest {
  private static final Path PAGE = Path.of("/state/page/report.html");

  private final ArrayDeque<Runnable> begun = new ArrayDeque<>();
  private final List<Reports.Kept> all = new SampleReports().list();
  private List<Reports.Kept> kept = all;
  private final HistoryModel model = new HistoryModel(new Unwritable(), _ -> PAGE, begun::add);

  private final class Unwritable implements Shelf {
    @Override
    public List<Reports.Kept> list() {
      return kept;
    }

    @Override
    public void delete(String id) throws IOException {
      throw new IOException("read-only");
    }
  }

  @BeforeEach
  void look() {
    fx(model::look);
    run(begun.remove());
    assertThat(shown()).containsExactly("2", "1");
  }

  @Test
  void whatIsDeletedDuringALookDoesNotComeBack() {
    fx(model::look);
    fx(() -> model.delete(all.getFirst()));

    run(begun.remove());

    assertThat(shown()).containsExactly("1");
  }

  @Test
  void whatCouldNotBeDeletedComesBack() {
    fx(() -> model.delete(all.getFirst()));
    assertThat(shown()).containsExactly("1");

    run(begun.remove());

    assertThat(model.noticeProperty().get()).contains("read-only");
    assertThat(shown()).containsExactly("2", "1");
    fx(model::look);
    run(begun.remove());
    assertThat(shown()).containsExactly("2", "1");
  }

  @Test
  void aReportIsSavedAsWhatWasAskedForWhateverItsName(@TempDir Path folder) {
    assertThat(saved(Format.JSON, folder.resolve("report"))).content().startsWith("{");
    assertThat(saved(Format.HTML, folder.resolve("x.json"))).content().startsWith("<!DOCTYPE");
  }

  @Test
  void whyAReportCannotBeSavedIsSaidWithoutNamesOfJava(@TempDir Path folder) {
    saved(Format.JSON, folder.resolve("none/report.json"));

    assertThat(model.noticeProperty().get())
        .contains("none/report.json: no such file or directory")
        .doesNotContain("java.", "Exception");
  }

  @Test
  void aReportTakesThePlaceOfAnotherAllAtOnce(@TempDir Path folder) throws IOException {
    Path file = saved(Format.HTML, folder.resolve("report.html"));
    Path same = Files.createLink(folder.resolve("same.html"), file);
    String before = Files.readString(same);

    saved(Format.JSON, file);

    assertThat(file).content().startsWith("{");
    assertThat(same).hasContent(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void theFileOfAnOpenedPageIsNamedAsNobodyTellsWhetherABrowserShowsIt(@TempDir Path folder) {
    fx(() -> model.open(all.getFirst().report()));
    run(begun.remove());

    assertThat(model.noticeProperty().get()).contains("your browser");
    assertThat(model.pageProperty().get()).contains(PAGE);

    saved(Format.JSON, folder.resolve("report.json"));

    assertThat(model.pageProperty().get()).isEmpty();
  }

  private Path saved(Format format, Path file) {
    fx(() -> model.save(all.getFirst().report(), format, file));
    run(begun.remove());
    return file;
  }

  @Test
  void anotherReportGivesItsPlaceToOneAndNothingElseDoes(@TempDir Path folder) throws IOException {
    Path image = Files.writeString(folder.resolve("disk.img"), "the only copy of something");
    Path report = saved(Format.HTML, folder.resolve("report.html"));

    saved(Format.JSON, image);
    assertThat(model.noticeProperty().get()).contains("disk.img is something else");
    saved(Format.JSON, report);

    assertThat(image).hasContent("the only copy of something");
    assertThat(report).content().startsWith("{");
    assertThat(model.noticeProperty().get()).startsWith("Saved");
  }

  @Test
  void whatALookHasFoundIsNotOverruledByAnEarlierOne() {
    fx(model::look);
    fx(model::look);
    Runnable first = begun.remove();
    run(begun.remove());

    kept = List.of();
    run(first);

    assertThat(shown()).containsExactly("2", "1");
  }

  @Test
  void whatWasToldIsNotTakenAwayByALookThatBeganBefore() {
    fx(model::look);
    Runnable look = begun.remove();
    fx(() -> model.delete(all.getFirst()));
    run(begun.remove());

    run(look);

    assertThat(model.noticeProperty().get()).contains("read-only");
  }

  private List<String> shown() {
    return model.list().stream().map(Reports.Kept::id).toList();
  }

  private static void run(Runnable task) {
    task.run();
    WaitForAsyncUtils.waitForFxEvents(1);
  }

  private static void fx(Runnable deed) {
    WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(deed));
  }
}
