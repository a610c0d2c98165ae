package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.sample.SampleDisk;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.help.Shortcut;
import app.diptych.ui.job.ScriptedJob;
import app.diptych.ui.settings.Language;
import app.diptych.ui.settings.Look;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.TextSize;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.DialogPane;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// Settings, help and the first start, as a person meets them.
@ExtendWith(ApplicationExtension.class)
final class AidsTest {
  private final Locale before = Locale.getDefault();
  private final ScriptedJob job = new ScriptedJob();
  private final AtomicInteger reopened = new AtomicInteger();

  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(
          SampleMachine.of(() -> List.of(SampleDisks.stick(), SampleDisks.card()), job),
          Settings.DEFAULT);

  @BeforeEach
  void countItsReopening() {
    window.model().setOnAnotherLocale(reopened::incrementAndGet);
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void theSwitchMakesItDarkAndLight() {
    window.click("look-dark");
    window.await(() -> window.model().look().dark().get(), "it is dark");

    window.click("look-light");

    window.await(() -> !window.model().look().dark().get(), "it is light");
  }

  @Test
  void theLookHoldsAtOnceInTheDialogAsWell() {
    window.click("settings");
    choose("settings-look", Look.CONTRAST);
    choose("settings-text-size", TextSize.LARGER);

    assertThat(window.model().look().dark().get()).isTrue();
    assertThat(window.stage().getScene().getStylesheets())
        .anyMatch(sheet -> sheet.endsWith("contrast.css"))
        .anyMatch(sheet -> sheet.endsWith("text-150.css"));
    assertThat(window.find("settings-dialog").map(pane -> ((DialogPane) pane).getStylesheets()))
        .contains(window.stage().getScene().getStylesheets());
    window.click("settings-close");
  }

  @Test
  void jobsBeginAsWasSet() {
    window.click("settings").click("settings-verify").click("settings-close");

    assertThat(window.model().plan().verifyProperty().get()).isTrue();
    assertThat(window.find("verify").map(box -> ((CheckBox) box).isSelected())).contains(true);
  }

  @Test
  void theDefaultsComeBack() {
    window.click("settings").click("settings-verify");
    choose("settings-look", Look.DARK);

    window.click("settings-reset");

    assertThat(window.model().settings().get()).isEqualTo(Settings.DEFAULT);
    assertThat(window.find("settings-verify").map(box -> ((CheckBox) box).isSelected()))
        .contains(false);
    window.click("settings-close");
  }

  @Test
  void anotherLanguageOpensTheWindowAnew() {
    window.click("settings");
    choose("settings-language", Language.GERMAN);
    assertThat(reopened).hasValue(0);

    window.click("settings-close");

    window.await(() -> reopened.get() == 1, "the window is opened anew");
  }

  @Test
  void aJobIsNotEndedByAnotherLanguage() throws InterruptedException {
    window.click("source-sdb").click("target-sdc").click("clone").click("erase-go");
    assertThat(job.hasBegun()).isTrue();

    window.click("settings");
    choose("settings-language", Language.GERMAN);
    window.click("settings-close");
    window.awaitShown("settings-close", false);

    assertThat(reopened).hasValue(0);
  }

  @Test
  void whoIsNewCanTryItWithTwoSampleImages() throws IOException {
    window.click("welcome-samples");

    window.awaitShown("source-source-img", true);
    window.await(() -> window.model().plan().target().isPresent(), "both are picked");
    assertThat(window.model().plan().source().map(Candidate::title)).contains("source.img");
    assertThat(window.model().plan().target().map(Candidate::title)).contains("target.img");
    Path image = window.model().plan().source().map(picked -> Path.of(picked.key())).orElseThrow();
    assertThat(Files.size(image)).isEqualTo(SampleDisk.SIZE);
    Files.delete(image);
    Files.delete(image.resolveSibling("target.img"));
    Files.delete(image.getParent());
  }

  @Test
  void whySamplesCannotBeMadeIsSaidInWords() {
    window.makeSamples(() -> {
      throw new AccessDeniedException("/samples");
    });

    window.click("welcome-samples");

    var status = window.model().disks().statusProperty();
    window.await(() -> status.get().endsWith("/samples: permission denied"), "it is said");
  }

  @Test
  void whatWasReadIsPutAwayForGood() {
    window.click("welcome-away");

    window.awaitShown("welcome-samples", false);
    assertThat(window.model().settings().get().isWelcomed()).isTrue();
  }

  @Test
  void helpIsAKeyAway() {
    window.awaitShown("source-sdb", true);
    window.robot().type(KeyCode.F1);
    assertThat(page()).isEqualTo("help-about");
    window.click("help-close");
    window.awaitShown("help-close", false);

    window.robot().press(KeyCode.SHIFT).type(KeyCode.F1).release(KeyCode.SHIFT);

    assertThat(page()).isEqualTo("help-keys");
    window.click("help-close");
  }

  @Test
  void noTwoShortcutsAreTheSame() {
    assertThat(Stream.of(Shortcut.values()).map(Shortcut::keys)).doesNotHaveDuplicates();
    assertThat(Stream.of(Shortcut.values()).map(Shortcut::label)).doesNotHaveDuplicates();
  }

  private String page() {
    window.awaitShown("help-tabs", true);
    var pages = new ArrayList<String>();
    window
        .find("help-tabs")
        .map(TabPane.class::cast)
        .ifPresent(tabs -> pages.add(tabs.getSelectionModel().getSelectedItem().getId()));
    return pages.getFirst();
  }

  @SuppressWarnings("unchecked") // as the dialog made it
  private <E> void choose(String id, E value) {
    window.awaitShown(id, true);
    window.interact(() -> window.find(id).ifPresent(box -> ((ChoiceBox<E>) box).setValue(value)));
  }
}
