package app.diptych.ui.disks;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.ui.SampleDisks;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// The cards of a window in which nobody types at this moment, as while a dialog is open: nothing
/// in it counts as focused.
@ExtendWith(ApplicationExtension.class)
final class CardListTest {
  private final PanelModel model = new PanelModel();

  @Test
  void whoWasAtACardIsThereAgainThoughItsDiskHasChanged() {
    Scene scene = WaitForAsyncUtils.waitForAsyncFx(10_000, this::sceneAtACard);
    Node before = Objects.requireNonNull(scene.getFocusOwner());

    var changed = new Candidate.OfDisk(SampleDisks.of("sdb", "SanDisk Ultra", "1"));
    WaitForAsyncUtils.waitForAsyncFx(10_000, () -> model.show(List.of(changed)));

    Node now = Objects.requireNonNull(scene.getFocusOwner());
    assertThat(now).isNotEqualTo(before);
    assertThat(now.getId()).isEqualTo("source-sdb");
  }

  @Test
  void whatWasPickedInASearchIsInSightAfterIt() {
    List<Candidate> disks =
        IntStream.range(0, 40)
            .mapToObj(i -> SampleDisks.of("sd" + i, "Disk " + i, "S" + i))
            .<Candidate>map(Candidate.OfDisk::new)
            .toList();

    double place =
        WaitForAsyncUtils.waitForAsyncFx(
            10_000,
            () -> {
              Scene scene = sceneAtACard();
              model.show(disks);
              scene.snapshot(null);
              ScrollPane scroll = (ScrollPane) scene.lookup(".card-scroll");
              model.searchProperty().set("Disk 3");
              model.choose(disks.get(30));
              scroll.setVvalue(1);
              model.searchProperty().set("");
              return scroll.getVvalue();
            });

    assertThat(place).isBetween(0.6, 0.9);
  }

  private Scene sceneAtACard() {
    var list = new CardList(model, PanelView.Kind.SOURCE);
    var scene = new Scene(new VBox(new Button("before"), list, new Button("after")), 300, 400);
    model.show(List.of(new Candidate.OfDisk(SampleDisks.stick())));
    // What is in a pane that scrolls is in the scene once it has been drawn.
    scene.snapshot(null);
    list.focusCard();
    return scene;
  }
}
