package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.disks.Candidate;
import app.diptych.ui.disks.ServerAnswer;
import app.diptych.ui.job.SampleExports;
import app.diptych.ui.job.ScriptedJob;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// The window without a mouse.
@ExtendWith(ApplicationExtension.class)
final class KeyboardTest {
  private final ScriptedJob job = new ScriptedJob();

  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(
          SampleMachine.of(
              () -> List.of(SampleDisks.stick(), SampleDisks.card(), SampleDisks.locked()),
              job,
              _ -> new ServerAnswer.Known(List.of(SampleExports.vm()))));

  @Test
  void aWholeCloneIsBegunWithoutAMouse() throws InterruptedException {
    window.awaitShown("source-sdb", true);
    alt(KeyCode.S);
    window.robot().type(KeyCode.SPACE);
    alt(KeyCode.T);
    window.robot().type(KeyCode.ENTER);
    window.awaitEnabled("clone", true);
    alt(KeyCode.V);

    window.pressWithControl(KeyCode.ENTER, "clone");
    window.awaitShown("erase-go", true);
    focus("erase-go");
    window.robot().type(KeyCode.SPACE);

    assertThat(job.hasBegun()).isTrue();
    assertThat(job.request().source()).hasToString("/dev/sdb");
    assertThat(job.request().target()).hasToString("/dev/sdc");
    assertThat(job.request().options().verify()).isTrue();
  }

  @Test
  void theArrowsLeadFromCardToCardAndPastThoseThatCannotBePicked() {
    window.awaitShown("source-sdb", true);
    control(KeyCode.F);

    window.robot().type(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN, KeyCode.SPACE);

    assertThat(window.model().plan().source().map(Candidate::title)).contains("SanDisk Extreme");
  }

  @Test
  void theSearchLeadsToWhatItHasFoundAndNotToWhatIsPicked() {
    window.click("source-sdc");
    control(KeyCode.F);
    window.robot().write("ultra").type(KeyCode.ENTER).type(KeyCode.SPACE);

    assertThat(window.model().plan().source().map(Candidate::title)).contains("SanDisk Ultra");
  }

  @Test
  void whoLeavesAPageIsLedToTheHeadOfTheNext() {
    window.awaitShown("source-sdb", true);
    control(KeyCode.F);

    control(KeyCode.DIGIT2);

    window.await(() -> focused("page-jobs"), "the head has the focus");
  }

  @Test
  void aKeyForWhatIsOnAnotherPageLeadsThere() {
    window.awaitShown("source-sdb", true);
    control(KeyCode.DIGIT2);
    window.awaitShown("job-idle", true);

    alt(KeyCode.V);
    window.awaitShown("verify", true);
    assertThat(window.model().plan().verifyProperty().get()).isTrue();

    control(KeyCode.DIGIT4);
    window.awaitShown("log-text", true);
    alt(KeyCode.T);
    window.await(() -> focused("target-sdb"), "the keyboard is at the targets");
  }

  @Test
  void theArrowsOpenAChoice() {
    window.awaitShown("limit", true);
    var limit = (ChoiceBox<?>) window.find("limit").orElseThrow();
    window.interact(limit::requestFocus);

    window.robot().type(KeyCode.DOWN);

    window.await(limit::isShowing, "it is open");
    window.interact(limit::hide);
  }

  @Test
  void controlFLeadsToTheSearch() {
    control(KeyCode.F);

    window.robot().write("extreme");

    window.awaitShown("source-sdb", false);
  }

  @Test
  void tabLeadsThroughTheWindowFromItsTop() {
    window.awaitShown("source-sdb", true);
    window.interact(() -> window.stage().getScene().getRoot().requestFocus());

    window.robot().type(KeyCode.TAB);
    assertThat(focused("page-clone")).isTrue();
    window.robot().type(KeyCode.TAB);
    assertThat(focused("source-search")).isTrue();
  }

  @Test
  void tabReachesEveryControlThatIsEnabled() {
    window.awaitShown("source-sdb", true);
    control(KeyCode.F);

    Set<String> reached = tour();

    assertThat(reached)
        .contains(
            "source-search",
            "source-sdb",
            "source-open-image",
            "source-open-nbd",
            "verify",
            "live",
            "target-search",
            "target-sdb",
            "target-open-image",
            "target-new-image",
            "target-open-nbd",
            "refresh",
            "look-system");
  }

  @Test
  void everyControlHasAnIdAndAName() {
    window.awaitShown("source-sdb", true);

    List<Node> nameless =
        window.robot().lookup(node -> node.isFocusTraversable()).queryAll().stream()
            .filter(node -> node.getId() == null || accessibleName(node).isEmpty())
            .toList();

    assertThat(nameless).isEmpty();
  }

  private static String accessibleName(Node node) {
    return node.getAccessibleText() == null ? "" : node.getAccessibleText();
  }

  private void control(KeyCode key) {
    window.robot().press(KeyCode.CONTROL).type(key).release(KeyCode.CONTROL);
  }

  private void alt(KeyCode key) {
    window.robot().press(KeyCode.ALT).type(key).release(KeyCode.ALT);
  }

  private void focus(String id) {
    for (int i = 0; i < 10 && !focused(id); i++) {
      window.robot().type(KeyCode.TAB);
    }
    assertThat(focused(id)).isTrue();
  }

  private boolean focused(String id) {
    return window.find(id).map(Node::isFocused).orElse(false);
  }

  private Set<String> tour() {
    var reached = new HashSet<String>();
    for (int i = 0; i < 40; i++) {
      Node owner = window.stage().getScene().getFocusOwner();
      if (owner != null && owner.getId() != null) {
        reached.add(owner.getId());
      }
      window.robot().type(KeyCode.TAB);
    }
    assertThat(window.stage().getScene().getFocusOwner())
        .matches(node -> node instanceof Control || node.getStyleClass().contains("card"));
    return reached;
  }
}
