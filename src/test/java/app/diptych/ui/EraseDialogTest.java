package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.Refusal;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.disks.Disk;
import app.diptych.ui.job.ScriptedJobs;
import app.diptych.ui.settings.Language;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.TextSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Screen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;

/// The question before a disk with a long name is erased.
@ExtendWith(ApplicationExtension.class)
final class EraseDialogTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @EnumSource
  void whatItsButtonsDoIsSaidToTheEnd(TextSize size) {
    for (Language language : List.of(Language.GERMAN, Language.ENGLISH)) {
      Locale.setDefault(language.locale());
      isSaidToTheEnd(size);
    }
  }

  private void isSaidToTheEnd(TextSize size) {
    try (OpenWindow window = open(size)) {
      window.click("source-sdb").click("target-sdx").click("clone");
      window.awaitShown("erase-go", true);

      for (String id : List.of("erase-go", "erase-cancel")) {
        window.await(() -> shown(window, id).isPresent(), id + " is drawn");
        assertThat(shown(window, id).orElseThrow()).doesNotEndWith("...");
      }
      window.click("erase-cancel");
    }
  }

  @Test
  void itsButtonsStayOnTheScreenHoweverLongTheNames() {
    String words = "EXTRAORDINARILY-LONG-".repeat(30);
    try (OpenWindow window =
        open(
            TextSize.HUGE,
            SampleDisks.stick(),
            SampleDisks.of("sdx", words, "SERIAL-".repeat(30)))) {
      window.click("source-sdb").click("target-sdx").click("clone");
      window.awaitShown("erase-go", true);

      for (String id : List.of("erase-go", "erase-cancel")) {
        window.await(() -> isOnScreen(window.find(id).orElseThrow()), id + " is on the screen");
      }
      window.click("erase-cancel");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30})
  void whereTheNameIsTypedIsInSightHoweverLargeTheTexts(int repeats) {
    var losses = List.of("sdx1 ext4 “data”", "sdx2 ext4 “more data”", "sdx3 swap");
    var system =
        new Verdict(
            List.of(new Refusal.SystemDisk(Path.of("/dev/sdx"), "sdx")),
            List.of(new Warning.TargetHasData("/dev/sdx", losses)),
            OptionalLong.of(1));
    String model = "WESTERN-DIGITAL-ULTRASTAR-".repeat(repeats);
    List<Disk> disks = List.of(SampleDisks.stick(), SampleDisks.of("sdx", model, "2LH4XKWD"));
    try (OpenWindow window =
        open(TextSize.HUGE, SampleMachine.of(() -> disks, _ -> system, new ScriptedJobs()))) {
      window.click("source-sdb").click("target-sdx").click("clone");
      window.awaitShown("erase-name", true);

      window.await(() -> isInSight(window, "erase-name"), "it is in sight");
      assertThat(window.find("erase-words").orElseThrow().isFocusTraversable())
          .as("it has to be scrolled")
          .isEqualTo(repeats > 1);
      window.click("erase-cancel");
    }
  }

  @Test
  void theKeysThatHaveOpenedItAreNoAnswerWhileTheyAreHeld() {
    var arrived = new ArrayList<KeyCode>();
    try (OpenWindow window = open(TextSize.NORMAL)) {
      window.click("source-sdb").click("target-sdx").click("clone");
      window.awaitShown("erase-go", true);
      Node question = window.find("erase-cancel").orElseThrow();
      window.interact(() ->
          question.addEventFilter(KeyEvent.KEY_PRESSED, press -> arrived.add(press.getCode())));
      long opened = System.nanoTime();
      window.await(
          () -> {
            press(window, KeyCode.E);
            return System.nanoTime() - opened > TimeUnit.SECONDS.toNanos(1);
          },
          "they were held for long");
      assertThat(arrived).isEmpty();

      window.interact(() -> press(window, KeyCode.ALT));
      window.interact(() -> press(window, KeyCode.E));

      assertThat(arrived).containsExactly(KeyCode.ALT, KeyCode.E);
    }
  }

  private static void press(OpenWindow window, KeyCode key) {
    window
        .find("erase-cancel")
        .ifPresent(node ->
            Event.fireEvent(
                node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, true, false)));
  }

  // Not scrolled away.
  private static boolean isInSight(OpenWindow window, String id) {
    Node words = window.find("erase-words").orElseThrow();
    Node node = window.find(id).orElseThrow();
    return words
        .getLayoutBounds()
        .contains(words.sceneToLocal(node.localToScene(node.getLayoutBounds())));
  }

  private static boolean isOnScreen(Node node) {
    Node pane = node.getScene().getRoot();
    return pane.localToScreen(pane.getLayoutBounds()).getHeight()
            <= Screen.getPrimary().getVisualBounds().getHeight()
        && pane.getLayoutBounds()
            .contains(pane.sceneToLocal(node.localToScene(node.getLayoutBounds())));
  }

  private static Optional<String> shown(OpenWindow window, String id) {
    return window
        .find(id)
        .map(button -> button.lookup(".text"))
        .map(text -> ((Text) text).getText());
  }

  private OpenWindow open(TextSize size) {
    return open(size, SampleDisks.stick(), SampleDisks.longNamed());
  }

  private OpenWindow open(TextSize size, Disk... disks) {
    return open(size, SampleMachine.of(() -> List.of(disks), new ScriptedJobs()));
  }

  private OpenWindow open(TextSize size, Machine machine) {
    return new OpenWindow(machine, Settings.DEFAULT.welcomed().with(size)).open();
  }
}
