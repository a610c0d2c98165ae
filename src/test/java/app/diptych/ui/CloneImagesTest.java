package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;

/// The window on the machine the tests run on, with image files.
@ExtendWith(ApplicationExtension.class)
final class CloneImagesTest {
  private static final int SIZE = (5 << 20) + 512;

  @TempDir private Path directory;
  @RegisterExtension private final OpenWindow window = new OpenWindow(Machine.real());

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
  void theFileDialogsBeginBesideTheImagesThatArePicked() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    offer(image("source.img", SIZE, 1), image("other/target.img", SIZE, 2));
    window.click("source-open-image");
    assertThat(window.searched()).containsExactly(other);
    window.click("source-source-img").click("target-new-image");
    assertThat(window.searched()).containsExactly(directory, other);

    window.click("target-target-img").click("target-new-image");

    assertThat(window.searched()).containsExactly(other, directory);
    window.click("source-open-image");
    assertThat(window.searched()).containsExactly(directory, other);
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

  @ParameterizedTest
  @ValueSource(strings = {"source", "target"})
  void anImageThatIsReplacedIsNotErasedByAnAnswerToTheOldQuestion(String side) throws IOException {
    asked();

    Files.move(
        image("other.img", SIZE, 3),
        directory.resolve(side + ".img"),
        StandardCopyOption.REPLACE_EXISTING);

    window.awaitShown("erase-go", false);
    window.awaitText(side + "-notice", side + ".img was replaced");
    window.awaitEnabled("clone", false);
  }

  @Test
  void anImageThatGrowsTakesTheQuestionAway() throws IOException {
    Path target = asked();

    Files.write(target, new byte[512], StandardOpenOption.APPEND);

    window.awaitShown("erase-go", false);
    window.awaitText("target-notice", "of another length");
  }

  @Test
  void anImageThatIsRemovedTakesTheQuestionAway() throws IOException {
    Path target = asked();

    Files.delete(target);

    window.awaitShown("erase-go", false);
    window.awaitText("target-notice", "was taken away");
  }

  @Test
  void aListingThatSeesItFirstTellsTheSame() throws IOException {
    Path target = asked();

    Files.delete(target);
    window.robot().interact(window.model()::refresh);

    window.awaitShown("erase-go", false);
    window.awaitText("target-notice", "was taken away");
    window.awaitEnabled("clone", false);
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

  /// The target, of which is asked whether it is to be erased.
  private Path asked() throws IOException {
    Path target = image("target.img", SIZE, 2);
    offer(image("source.img", SIZE, 1), target);
    window.click("source-source-img").click("target-target-img").click("clone");
    window.awaitShown("erase-go", true);
    return target;
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
