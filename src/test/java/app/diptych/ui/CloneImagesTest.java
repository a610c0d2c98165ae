package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The window on the machine the tests run on, with image files.
@ExtendWith(ApplicationExtension.class)
final class CloneImagesTest {
  private static final int SIZE = (5 << 20) + 512;

  @TempDir private Path directory;
  private OpenWindow window;

  @SuppressWarnings("NullAway.Init") // opened by @Start, before any test
  CloneImagesTest() {}

  @Start
  void open(Stage stage) {
    window = new OpenWindow(stage, Machine.real());
  }

  @AfterEach
  void close() {
    window.close();
  }

  @Test
  void anImageIsClonedOntoAnotherAndVerified() throws IOException {
    Path source = image("source.img", SIZE, 1);
    Path target = image("target.img", SIZE, 2);
    offer(source, target);
    window.click("source-source-img").click("target-target-img").click("verify");

    window.click("clone").click("erase-go");

    window.awaitText("job-outcome", "Done and verified");
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void anImageIsClonedIntoAFileThatDidNotExist() throws IOException {
    Path source = image("source.img", SIZE, 1);
    Path target = directory.resolve("fresh.img");
    offer(source, target);

    window.click("source-source-img").click("target-fresh-img").click("clone");

    window.awaitText("job-outcome", "Done");
    assertThat(target).satisfies(Content.of(source));
  }

  @Test
  void aFileThatHasComeMeanwhileIsNotOverwrittenUnasked() throws IOException {
    Path source = image("source.img", SIZE, 1);
    Path target = directory.resolve("fresh.img");
    offer(source, target);
    window.click("source-source-img").click("target-fresh-img");
    window.awaitEnabled("clone", true);

    byte[] before = Files.readAllBytes(image("fresh.img", SIZE, 2));
    window.click("clone");

    window.awaitText("job-outcome", "Refused");
    assertThat(target).satisfies(Content.of(before));
  }

  @Test
  void aSmallerTargetIsRefusedAndLeftAlone() throws IOException {
    Path source = image("source.img", SIZE, 1);
    Path target = image("target.img", 1 << 20, 2);
    byte[] before = Files.readAllBytes(target);
    offer(source, target);

    window.click("source-source-img").click("target-target-img");

    window.awaitText("verdict-headline", "cannot be cloned");
    assertThat(window.textsIn("verdict-reasons")).contains("smaller");
    window.awaitEnabled("clone", false);
    assertThat(target).satisfies(Content.of(before));
  }

  @Test
  void aLargerTargetCanTakeTheSourceAtItsBeginning() throws IOException {
    Path source = image("source.img", 1 << 20, 1);
    Path target = image("target.img", 2 << 20, 2);
    byte[] rest = tail(target);
    offer(source, target);
    window.click("source-source-img").click("target-target-img");
    window.awaitShown("fit-start", true);

    window.click("fit-start");
    window.awaitEnabled("clone", true);
    window.click("clone").click("erase-go");

    window.awaitText("job-outcome", "Done");
    assertThat(Files.mismatch(source, target)).isEqualTo(1 << 20);
    assertThat(tail(target)).isEqualTo(rest);
  }

  private void offer(Path... images) {
    window.interact(() -> window.model().offer(List.of(images)));
  }

  private Path image(String name, int size, long seed) throws IOException {
    return Files.write(directory.resolve(name), Content.random(seed, size));
  }

  private static byte[] tail(Path image) throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    return java.util.Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length);
  }
}
