package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.BadDisk;
import app.diptych.LoopDevice;
import app.diptych.StallingDisk;
import app.diptych.block.Content;
import app.diptych.block.GatedDevice;
import app.diptych.ui.history.Shelf;
import app.diptych.ui.settings.Language;
import app.diptych.ui.settings.Look;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.TextSize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;

/// The main journeys on real block devices, from the first pick to what is told at the end.
@ExtendWith(ApplicationExtension.class)
final class DiskJourneysTest {
  private static final int SIZE = 24 << 20;

  private final Locale before = Locale.getDefault();
  private final AtomicReference<OpenWindow> window = new AtomicReference<>();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    Optional.ofNullable(window.get()).ifPresent(OpenWindow::close);
    Locale.setDefault(before);
  }

  private OpenWindow open(Language language, Look look) {
    return open(language, look, Optional.empty());
  }

  private OpenWindow open(Language language, Look look, Optional<Path> chosen) {
    var settings =
        new Settings(
            language,
            Settings.DEFAULT.units(),
            look,
            TextSize.NORMAL,
            Settings.DEFAULT.job(),
            true);
    Locale.setDefault(settings.locale());
    var opened = new OpenWindow(Machine.real(), chosen, settings, Shelf.real());
    window.set(opened);
    return opened.open();
  }

  @Test
  void aDiskIsClonedByKeyboardAloneInGermanAndInTheDark() throws IOException {
    try (LoopDevice source = disk("quelle.img", 1);
        LoopDevice target = disk("ziel.img", 2)) {
      OpenWindow it = open(Language.GERMAN, Look.DARK);
      it.awaitShown(id("source", source), true);
      it.awaitShown(id("target", target), true);
      pick(it, false, "quelle.img");
      pick(it, true, "ziel.img");
      it.awaitText("verdict-headline", "Bereit zum Klonen");
      press(it, KeyCode.ALT, KeyCode.V);

      it.pressWithControl(KeyCode.ENTER, "clone");
      it.awaitText("erase-question", "ziel.img löschen?");
      focus(it, "erase-go");
      it.robot().type(KeyCode.SPACE);

      it.awaitText("job-outcome", "Fertig und geprüft");
      assertThat(it.text("job-next")).contains("kann abgezogen werden");
    }
    assertThat(folder.resolve("ziel.img")).satisfies(Content.of(folder.resolve("quelle.img")));
  }

  @Test
  void aJobThatWasCancelledIsContinuedToItsEnd() throws IOException {
    try (LoopDevice source = disk("source.img", 3);
        StallingDisk target = StallingDisk.create(folder, SIZE)) {
      OpenWindow it = open(Language.ENGLISH, Look.LIGHT);
      beginOntoAStalled(it, source, target);
      it.click("cancel").click("stop-go");
      target.goOn();
      it.awaitText("job-outcome", "Cancelled");
      assertThat(it.text("job-next")).contains("Continue the clone above");

      it.awaitText("unfinished-words-0", target.loop().toString());
      it.click("unfinished-resume-0");

      it.await(() -> it.textsIn("job-list").contains("Done"), "it is done");
      assertThat(target.loop().path()).satisfies(Content.of(source.path()));
    }
  }

  @Test
  void aSourceThatGoesAwayIsNamedWithWhatToDo() throws IOException {
    try (LoopDevice source = disk("source.img", 4);
        StallingDisk target = StallingDisk.create(folder, SIZE)) {
      OpenWindow it = open(Language.ENGLISH, Look.LIGHT);
      beginOntoAStalled(it, source, target);

      pullOut(source);
      target.goOn();

      it.awaitText("job-outcome", "Failed");
      assertThat(it.text("job-result"))
          .contains("source: read " + source)
          .contains("Target " + target.loop() + " is incomplete");
      assertThat(it.text("job-next")).contains("Don’t use the target", "Check cables");
      it.click("details");
      assertThat(it.fieldText("details-text")).contains("Source: " + source);
    }
  }

  @Test
  void aFailingDiskIsClonedPastWhatCannotBeRead() throws IOException {
    Path content = Files.write(folder.resolve("content"), random(5));
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (BadDisk source = BadDisk.of(folder, content, "4194304:4198400", "9000448:9000960");
        LoopDevice target = disk("target.img", 6)) {
      OpenWindow it = open(Language.ENGLISH, Look.LIGHT, Optional.of(saved));
      it.click("source-" + source.path().getFileName()).click(id("target", target)).click("clone");
      it.click("erase-go");
      it.awaitText("job-outcome", "Failed");
      assertThat(it.text("job-result")).contains("all the rest can be copied");

      it.click("rescue");
      it.awaitText("rescue-question", "What stays unreadable is zeros there");
      it.click("rescue-go");

      it.awaitText("job-outcome", "Some sectors could not be read");
      assertThat(it.text("job-result")).contains("4,608 bytes could not be read, in 2 places");
      it.click("details");
      assertThat(it.fieldText("details-text")).contains("from byte 4194304: 4,096 bytes");
      it.click("save-map");
      it.awaitText("map-notice", "Saved");
      assertThat(saved.resolve("disk.map")).content().contains("0x00400000  0x00001000  -");
    }
    byte[] expected = random(5);
    Arrays.fill(expected, 4_194_304, 4_198_400, (byte) 0);
    Arrays.fill(expected, 9_000_448, 9_000_960, (byte) 0);
    assertThat(folder.resolve("target.img")).satisfies(Content.of(expected));
  }

  // Onto a disk that answers no write, until there is one.
  private static void beginOntoAStalled(OpenWindow it, LoopDevice source, StallingDisk target) {
    it.click(id("source", source)).click(id("target", target.loop())).click("clone");
    it.awaitShown("erase-go", true);
    GatedDevice.Stop writes = target.stallWrites();
    it.click("erase-go");
    it.awaitShown("job-running", true);
    writes.awaitArrival();
  }

  // What was not read yet is gone, as with a plug that was pulled.
  private static void pullOut(LoopDevice disk) throws IOException {
    try (var file = new RandomAccessFile(disk.backingFile().toFile(), "rw")) {
      file.setLength(0);
    }
  }

  private static void pick(OpenWindow it, boolean isTarget, String name) {
    it.robot().press(KeyCode.CONTROL);
    if (isTarget) {
      it.robot().press(KeyCode.SHIFT);
    }
    it.robot().type(KeyCode.F).release(KeyCode.SHIFT).release(KeyCode.CONTROL);
    it.robot().write(name);
    press(it, KeyCode.ALT, isTarget ? KeyCode.T : KeyCode.S);
    it.robot().type(KeyCode.SPACE);
    it.await(
        () ->
            (isTarget ? it.model().plan().target() : it.model().plan().source())
                .filter(picked -> picked.title().contains(name))
                .isPresent(),
        name + " is picked");
  }

  private static void press(OpenWindow it, KeyCode held, KeyCode key) {
    it.robot().press(held).type(key).release(held);
  }

  // As long as Tab takes, and no longer.
  private static void focus(OpenWindow it, String id) {
    for (int i = 0; i < 6; i++) {
      if (it.find(id).filter(node -> node.isFocused()).isPresent()) {
        return;
      }
      it.robot().type(KeyCode.TAB);
    }
    throw new AssertionError("Tab does not lead to " + id);
  }

  private static String id(String panel, LoopDevice loop) {
    return panel + "-" + loop.path().getFileName();
  }

  private LoopDevice disk(String name, long seed) throws IOException {
    return LoopDevice.of(Files.write(folder.resolve(name), random(seed)), 512);
  }

  private static byte[] random(long seed) {
    return Content.random(seed, SIZE);
  }
}
