package app.diptych.ui;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.Endpoint;
import app.diptych.nbd.NbdUri;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.disks.ServerAnswer;
import app.diptych.ui.job.SampleExports;
import app.diptych.ui.job.ScriptedJob;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.framework.junit5.ApplicationExtension;

/// NBD disks in the panels, from the dialog that takes their address.
@ExtendWith(ApplicationExtension.class)
final class NbdDialogTest {
  private static final String ADDRESS = "nbd://storage.lan/vm1";

  private final ScriptedJob job = new ScriptedJob();
  private final AtomicReference<ServerAnswer> answer =
      new AtomicReference<>(
          new ServerAnswer.Known(List.of(SampleExports.archive(), SampleExports.vm())));
  private final AtomicReference<NbdUri> asked = new AtomicReference<>();

  @RegisterExtension
  private final OpenWindow window =
      new OpenWindow(
          SampleMachine.of(() -> List.of(SampleDisks.stick(), SampleDisks.card()), job, this::ask));

  @Test
  void theFourFormsAreShownUntilThereIsMoreToSay() {
    window.click("source-open-nbd");

    window.awaitShown("nbd-forms", true);
    assertThat(window.textsIn("nbd-forms")).contains("nbd://").contains("nbds+unix://");
    window.awaitEnabled("nbd-check", false);
    window.awaitEnabled("nbd-take", false);
    window.click("nbd-cancel");
  }

  @Test
  void whatIsWrongWithAnAddressIsSaidWhileItIsTyped() {
    window.click("source-open-nbd");

    window.write("nbd-address", "nbd+unix:///vm1");

    window.awaitShown("nbd-fault", true);
    assertThat(window.text("nbd-fault")).isNotBlank();
    window.awaitEnabled("nbd-check", false);
    window.write("nbd-address", "?socket=/run/nbd.sock");
    window.awaitShown("nbd-fault", false);
    window.awaitEnabled("nbd-check", true);
    window.click("nbd-cancel");
  }

  @Test
  void aServersExportBecomesACardThatIsPicked() {
    add("source", ADDRESS);

    window.awaitShown("source-nbd-vm1", true);
    assertThat(asked).hasValue(NbdUri.parse(ADDRESS));
    assertThat(window.textsIn("source-nbd-vm1")).contains("64 GB").contains(ADDRESS);
    assertThat(window.model().plan().source().map(Candidate::endpoint))
        .contains(new Endpoint.Export(NbdUri.parse(ADDRESS)));
    assertThat(window.find("target-nbd-vm1")).isEmpty();
  }

  @Test
  void anotherExportThanTheOneThatWasNamedCanBePicked() {
    window.click("target-open-nbd");
    window.write("nbd-address", ADDRESS);
    window.click("nbd-check");
    window.awaitShown("nbd-exports", true);
    assertThat(window.text("nbd-offered")).contains("2 disks");

    window.interact(() ->
        ((ListView<?>) window.find("nbd-exports").orElseThrow()).getSelectionModel().select(0));
    window.click("nbd-take");

    window.awaitShown("target-nbd-archive", true);
    assertThat(window.textsIn("target-nbd-archive")).contains("Read-only").contains("2 TB");
  }

  @Test
  void exportsOfLongNamesAreToldApartInTheRoomThereIs() {
    String same = "disk-of-a-machine-".repeat(12);
    answer.set(
        new ServerAnswer.Known(
            List.of(SampleExports.of(same + "1", "a\nb\nc"), SampleExports.of(same + "2", "d"))));
    window.click("source-open-nbd");
    window.write("nbd-address", ADDRESS);

    window.click("nbd-check");

    window.await(() -> in("nbd-exports", ".card-size .text").size() == 2, "both are listed");
    double room = window.find("nbd-exports").orElseThrow().getLayoutBounds().getWidth();
    assertThat(in("nbd-exports", ".card-size")).allMatch(size -> right(size) <= room);
    assertThat(in("nbd-exports", ".card-title .text").stream().map(text -> ((Text) text).getText()))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(window.textsIn("nbd-exports")).contains("· a b c");
    window.click("nbd-cancel");
  }

  private Set<Node> in(String id, String selector) {
    return window.find(id).orElseThrow().lookupAll(selector);
  }

  // Of a node, in the list that it is in.
  private double right(Node node) {
    Node list = window.find("nbd-exports").orElseThrow();
    return list.sceneToLocal(node.localToScene(node.getLayoutBounds())).getMaxX();
  }

  @Test
  void anExportIsATargetLikeAnyOther() throws InterruptedException {
    add("target", ADDRESS);
    window.click("source-sdb");
    window.awaitEnabled("clone", true);
    assertThat(window.text("clone")).isEqualTo("_Erase vm1 (64\u00a0GB) and clone onto it");

    window.click("clone");
    assertThat(window.textsIn("erase-target")).contains(ADDRESS);
    window.click("erase-go");

    assertThat(job.hasBegun()).isTrue();
    assertThat(job.request().target()).hasToString(ADDRESS);
  }

  @Test
  void theSourceIsNoTargetOverNbdEither() {
    add("source", ADDRESS);
    add("target", ADDRESS);

    window.awaitShown("target-nbd-vm1", true);

    window.awaitEnabled("target-nbd-vm1", false);
    assertThat(window.textsIn("target-nbd-vm1")).contains("This is the source");
  }

  @Test
  void whatAServerRefusesIsToldAndCanBeTriedAgain() {
    answer.set(new ServerAnswer.Unknown("storage.lan: nobody answers"));
    window.click("source-open-nbd");
    window.write("nbd-address", ADDRESS);

    window.click("nbd-check");

    window.awaitText("nbd-fault", "nobody answers");
    window.awaitEnabled("nbd-take", false);
    window.awaitEnabled("nbd-check", true);
    window.click("nbd-cancel");
    assertThat(window.find("source-nbd-vm1")).isEmpty();
  }

  @Test
  void aFaultInWhichANameRunsFromRightToLeftBreaksIntoLines() {
    String name = "\u05d0".repeat(300);
    answer.set(new ServerAnswer.Unknown("no \u202e" + name));
    window.click("source-open-nbd");

    window.write("nbd-address", name);

    window.awaitText("nbd-fault", name);
    window.await(() -> isOfSeveralLines("nbd-fault"), "it is told in lines");
    window.click("nbd-cancel").click("source-open-nbd");
    window.write("nbd-address", ADDRESS);
    window.click("nbd-check");
    window.awaitText("nbd-fault", "no ?" + name);
    window.await(() -> isOfSeveralLines("nbd-fault"), "it is told in lines");
    window.click("nbd-cancel");
  }

  private boolean isOfSeveralLines(String id) {
    Label label = (Label) window.find(id).orElseThrow();
    return label.getHeight() > 2 * label.getFont().getSize();
  }

  @Test
  void aCardIsTakenAwayByItsCrossAndByDelete() {
    add("source", ADDRESS);
    add("target", "nbd://storage.lan/archive");

    window.click("source-nbd-vm1-remove");
    window.awaitShown("source-nbd-vm1", false);
    window.click("target-nbd-archive");
    window.robot().type(KeyCode.DELETE);
    window.awaitShown("target-nbd-archive", false);

    window.robot().type(KeyCode.F5);
    window.await(
        () -> window.model().disks().statusProperty().get().equals("2 disks"),
        "the disks are listed");
    assertThat(window.find("source-nbd-vm1")).isEmpty();
    assertThat(window.model().plan().source()).isEmpty();
  }

  @Test
  void enterChecksAndThenTakes() {
    window.robot().press(KeyCode.CONTROL).type(KeyCode.L).release(KeyCode.CONTROL);
    window.write("nbd-address", ADDRESS);
    Button check = button("nbd-check");
    Button take = button("nbd-take");
    assertThat(check.isDefaultButton()).isTrue();

    window.interact(check::fire);
    window.awaitEnabled("nbd-take", true);

    assertThat(check.isDefaultButton()).isFalse();
    assertThat(take.isDefaultButton()).isTrue();
    window.interact(take::fire);
    window.awaitShown("source-nbd-vm1", true);
  }

  @Test
  void enterTakesWhatIsPickedInTheListAsWell() {
    window.click("source-open-nbd");
    window.write("nbd-address", ADDRESS);
    window.click("nbd-check");
    window.awaitEnabled("nbd-take", true);
    var enter =
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false);

    window.interact(() -> window.find("nbd-exports").orElseThrow().fireEvent(enter));

    window.awaitShown("source-nbd-vm1", true);
  }

  @Test
  void everyControlOfTheDialogHasAnIdAndAName() {
    window.click("source-open-nbd");
    window.write("nbd-address", ADDRESS);
    window.click("nbd-check");
    window.awaitShown("nbd-exports", true);

    List<Node> nameless =
        window.robot().lookup("#nbd-dialog").lookup(Node::isFocusTraversable).queryAll().stream()
            .filter(node -> node.getId() == null || OpenWindow.nameOf(node).isEmpty())
            .toList();

    assertThat(nameless).isEmpty();
    window.click("nbd-cancel");
  }

  private void add(String panel, String address) {
    window.click(panel + "-open-nbd");
    window.write("nbd-address", address);
    window.click("nbd-check").click("nbd-take");
    window.awaitShown("nbd-take", false);
  }

  private Button button(String id) {
    window.awaitShown(id, true);
    return (Button) window.find(id).orElseThrow();
  }

  private ServerAnswer ask(NbdUri uri) {
    asked.set(uri);
    return answer.get();
  }
}
