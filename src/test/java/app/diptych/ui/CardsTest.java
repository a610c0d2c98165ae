package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.job.ScriptedJob;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// The cards of a panel.
@ExtendWith(ApplicationExtension.class)
final class CardsTest {
  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(SampleMachine.of(() -> List.of(SampleDisks.stick()), new ScriptedJob()));

  @Test
  void anImageThatIsOpenedIsBroughtIntoSight() {
    List<Path> many = IntStream.range(0, 20).mapToObj(i -> Path.of("/none/" + i + ".img")).toList();
    window.interact(() -> window.model().offer(many));
    window.awaitShown("source-19-img", true);

    window.interact(() -> {
      window.model().source().offerAndChoose(Path.of("/none/last.img"));
      window.model().refresh();
    });

    window.awaitShown("source-last-img", true);
    window.await(() -> isInSight("source-last-img"), "it is in sight");
    assertThat(isInSight("source-0-img")).isFalse();
  }

  @Test
  void aFileThatIsNotThereIsNewAsATargetOnly() {
    window.interact(() -> window.model().offer(List.of(Path.of("/none/a.img"))));
    window.awaitShown("source-a-img", true);

    assertThat(window.textsIn("target-a-img")).contains("new file");
    assertThat(window.textsIn("source-a-img")).contains("not found").doesNotContain("new file");
  }

  private boolean isInSight(String id) {
    Node card = window.find(id).orElseThrow();
    Node view = card.getParent();
    while (!view.getStyleClass().contains("viewport")) {
      view = view.getParent();
    }
    Bounds seen = view.localToScene(view.getLayoutBounds());
    return seen.contains(card.localToScene(card.getLayoutBounds()));
  }
}
