package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.Await;
import app.diptych.block.Content;
import app.diptych.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

/// Jobs that have ended, and their real reports.
@ExtendWith(ApplicationExtension.class)
final class HistoryTest {
  private static final int SIZE = 3 << 20;

  private final Path directory;
  @RegisterExtension private final OpenWindow window;

  HistoryTest(@TempDir Path directory) {
    this.directory = directory;
    window = new OpenWindow(Machine.real(), Optional.of(directory));
  }

  @Test
  void aCloneLeavesAReportThatIsReadSavedAndDeleted() throws Exception {
    String name = cloneOntoANameOfItsOwn();
    showHistory(name);

    assertThat(window.text("report-outcome")).isEqualTo("Done and verified");
    assertThat(window.textsIn("report-facts"))
        .contains(directory.resolve(name).toString())
        .contains("3.15 MB (3,145,728 bytes)")
        .contains("Mean rate");
    assertThat(window.textsIn("history-list")).contains(name).contains("Done and verified");

    window.click("report-open");
    assertThat(window.page()).startsWith("<!DOCTYPE html>").contains(name);

    window.click("report-html");
    window.awaitText("history-notice", ".html");
    window.click("report-json");
    window.awaitText("history-notice", ".json");
    assertThat(saved(".html")).contains(name);
    assertThat(saved(".json")).startsWith("{").contains("\"outcome\":\"completed\"");

    String id = latest().id();
    window.click("report-delete").click("delete-cancel");
    window.awaitShown("delete-question", false);
    assertThat(latest().id()).isEqualTo(id);
    window.click("report-delete").click("delete-go");
    window.await(() -> !window.textsIn("history-list").contains(name), "it is gone");
    window.await(() -> list().getItems().stream().noneMatch(k -> k.id().equals(id)), "it is gone");
    Await.until(
        "its file is gone",
        () -> Reports.ofThisUser().list().stream().noneMatch(kept -> kept.id().equals(id)));
  }

  private String cloneOntoANameOfItsOwn() throws IOException {
    Path source = Files.write(directory.resolve("history.img"), Content.random(7, SIZE));
    Path target = directory.resolve("copy-" + System.nanoTime() + ".img");
    window.interact(() -> window.model().offer(List.of(source, target)));
    String card = "target-" + target.getFileName().toString().replace('.', '-');
    window.click("source-history-img").click(card).click("verify").click("clone");
    window.awaitText("job-outcome", "Done and verified");
    return target.getFileName().toString();
  }

  private void showHistory(String name) {
    window.robot().press(KeyCode.CONTROL).type(KeyCode.DIGIT3).release(KeyCode.CONTROL);
    window.await(
        () -> !list().getItems().isEmpty() && latest().report().target().name().endsWith(name),
        "the report is there");
    window.interact(() -> list().getSelectionModel().selectFirst());
    window.awaitText("report-title", name);
  }

  @SuppressWarnings("unchecked") // as the page made it
  private ListView<Reports.Kept> list() {
    return (ListView<Reports.Kept>) window.find("history-list").orElseThrow();
  }

  private Reports.Kept latest() {
    return list().getItems().getFirst();
  }

  private String saved(String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().startsWith("diptych-"))
              .filter(path -> path.toString().endsWith(ending))
              .findFirst()
              .orElseThrow();
      return Files.readString(file);
    }
  }
}
