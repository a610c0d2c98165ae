package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.settings.Language;
import app.diptych.ui.settings.Look;
import app.diptych.ui.settings.Settings;
import app.diptych.ui.settings.TextSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.framework.junit5.ApplicationExtension;

/// What holds on every screen and dialog, whatever is set.
@ExtendWith(ApplicationExtension.class)
final class ScreensTest {
  private static final Path TARGET = Path.of("target");
  private static final List<String> DEEDS =
      List.of("clone", "finish", "pause", "skip", "cancel", "job-forget");

  private static final Map<Settings, Findings> TOURS = new HashMap<>();

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @EnumSource(
      value = Look.class,
      names = {"LIGHT", "DARK", "CONTRAST"})
  void everyTextCanBeReadOnItsGround(Look look) throws Exception {
    Findings found = tour(Language.ENGLISH, look, TextSize.NORMAL);

    write(
        "contrast-" + look.name().toLowerCase(Locale.ROOT) + ".md",
        "Text | Ground | Contrast | Asked for | Where\n---|---|---|---|---",
        found.contrasts().pairs());
    assertThat(found.contrasts().pairs()).isNotEmpty().allMatch(Contrasts.Pair::isEnough);
  }

  @ParameterizedTest
  @EnumSource(
      value = Language.class,
      names = {"ENGLISH", "GERMAN"})
  void everyControlHasANameAndAKey(Language language) throws Exception {
    Findings found = tour(language, Look.LIGHT, TextSize.NORMAL);

    write(
        "controls-" + language.name().toLowerCase(Locale.ROOT) + ".md",
        "Id | Role | Accessible name | Keys | Seen first\n---|---|---|---|---",
        found.controls().entries());
    assertThat(found.controls().entries()).isNotEmpty().allMatch(ControlList.Entry::isComplete);
    assertThat(found.controls().clashes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GERMAN, NORMAL", "GERMAN, HUGE", "ENGLISH, NORMAL"})
  void noTextIsCut(Language language, TextSize size) throws Exception {
    assertThat(tour(language, Look.LIGHT, size).cut()).isEmpty();
  }

  @Test
  void noEnglishAidIsCutHoweverLargeTheTexts() throws Exception {
    assertThat(tour(Language.ENGLISH, Look.LIGHT, TextSize.HUGE, Tour::goForAids).cut()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = TextSize.class,
      names = {"NORMAL", "HUGE"})
  void whatIsToBePressedIsNeverScrolledAway(TextSize size) throws Exception {
    assertThat(tour(Language.GERMAN, Look.LIGHT, size).away()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GERMAN, NORMAL", "GERMAN, HUGE", "ENGLISH, NORMAL"})
  void noOptionReachesIntoAPanel(Language language, TextSize size) throws Exception {
    assertThat(tour(language, Look.LIGHT, size).beyond()).isEmpty();
  }

  @Test
  void nothingIsSaidInEnglishToAGerman() throws Exception {
    assertThat(tour(Language.GERMAN, Look.LIGHT, TextSize.NORMAL).texts())
        .isNotEmpty()
        .noneMatch(text -> text.matches(".*\\b(the|and|is|of|to|with|Source|Target)\\b.*"));
  }

  @Test
  void noTextNamesAnOptionOfACommand() throws Exception {
    assertThat(tour(Language.ENGLISH, Look.LIGHT, TextSize.NORMAL).texts())
        .isNotEmpty()
        .noneMatch(text -> text.matches("(?s).*\\s--[a-z].*"));
  }

  /// What a tour has found.
  ///
  /// @param contrasts the pairs of colours
  /// @param controls what can be used
  /// @param cut texts of which the end is missing
  /// @param away deeds that are not wholly in the window
  /// @param beyond options that are wider than what is between the panels
  /// @param texts all texts
  private record Findings(
      Contrasts contrasts,
      ControlList controls,
      List<String> cut,
      List<String> away,
      List<String> beyond,
      List<String> texts) {
    Findings() {
      this(
          new Contrasts(),
          new ControlList(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void see(String screen, Parent root) {
      contrasts.see(screen, root);
      controls.see(screen, root);
      addCut(screen, root, cut);
      addAway(screen, root, away);
      addBeyond(screen, root, beyond);
      textsOf(root).forEach(text -> texts.add(screen + ": " + text));
    }
  }

  private interface Way {
    void lead(Tour tour) throws InterruptedException;
  }

  // A tour takes seconds, and several tests ask about the same one.
  private Findings tour(Language language, Look look, TextSize size) throws InterruptedException {
    return tour(language, look, size, Tour::go);
  }

  private Findings tour(Language language, Look look, TextSize size, Way way)
      throws InterruptedException {
    var settings =
        new Settings(language, Settings.DEFAULT.units(), look, size, Settings.DEFAULT.job(), false);
    Findings known = TOURS.get(settings);
    if (known != null) {
      return known;
    }
    Locale.setDefault(settings.locale());
    var found = new Findings();
    way.lead(new Tour(settings, found::see));
    TOURS.put(settings, found);
    return found;
  }

  private static void write(String name, String head, List<?> rows) throws IOException {
    Files.createDirectories(TARGET);
    Files.writeString(
        TARGET.resolve(name),
        head + "\n" + String.join("\n", rows.stream().map(Object::toString).toList()) + "\n");
  }

  private static void addAway(String screen, Parent root, List<String> away) {
    DEEDS.stream()
        .flatMap(id -> root.lookupAll("#" + id).stream())
        .filter(Tour::isSeen)
        .filter(node -> !isWholly(node, root))
        .forEach(node -> away.add(screen + ": " + node.getId()));
  }

  private static void addBeyond(String screen, Parent root, List<String> beyond) {
    Node hinge = root.lookup("#hinge");
    root.lookupAll("#options *").stream()
        .filter(node -> node.getId() != null && Tour.isSeen(node))
        .filter(node ->
            !hinge
                .getLayoutBounds()
                .contains(hinge.sceneToLocal(node.localToScene(node.getLayoutBounds()))))
        .forEach(node -> beyond.add(screen + ": " + node.getId()));
  }

  // In the window, and in every pane that shows a part of what is in it.
  private static boolean isWholly(Node node, Parent root) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(root) || at instanceof ScrollPane) {
        Bounds bounds = at.sceneToLocal(node.localToScene(node.getLayoutBounds()));
        if (!at.getLayoutBounds().contains(bounds)) {
          return false;
        }
      }
    }
    return true;
  }

  // Where a hint says all of it, a label may be cut; that of a page says something else.
  private static void addCut(String screen, Parent root, List<String> cut) {
    for (Node node : List.copyOf(root.lookupAll("*"))) {
      if (node instanceof Labeled labeled
          && labeled.getText() != null
          && !labeled.getText().isBlank()
          && (labeled.getAccessibleHelp() == null || labeled instanceof ToggleButton)
          && Tour.isSeen(labeled)
          && labeled.lookup(".text") instanceof Text shown
          && shown.isVisible()
          && shown.getText().endsWith("...")) {
        cut.add(screen + ": " + labeled.getText() + " -> " + shown.getText());
      }
    }
  }

  private static Stream<String> textsOf(Parent root) {
    return root.lookupAll(".text").stream()
        .filter(node -> node instanceof Text && Tour.isSeen(node))
        .map(node -> ((Text) node).getText());
  }
}
