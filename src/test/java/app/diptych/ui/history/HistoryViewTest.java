package app.diptych.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.report.Reports;
import app.diptych.ui.SampleReports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class HistoryViewTest {
  private static final Path PAGE = Path.of("/state/page/report.html");

  private final List<Reports.Kept> kept = new ArrayList<>(new SampleReports().list());
  private final HistoryModel model = new HistoryModel(new Listed(), _ -> PAGE, Runnable::run);
  private boolean isUnreadable;

  private final class Listed implements Shelf {
    @Override
    public List<Reports.Kept> list() throws IOException {
      if (isUnreadable) {
        throw new IOException("no");
      }
      return List.copyOf(kept);
    }

    @Override
    public void delete(String id) {}
  }

  @Test
  void whoReadsAReportKeepsItWhenAnotherJobHasEnded() {
    ListView<?> list =
        (ListView<?>)
            fx(() -> new HistoryView(model, _ -> Optional.empty()).lookup("#history-list"));
    fx(() -> list.getSelectionModel().selectLast());

    kept.addFirst(new Reports.Kept("3", kept.getFirst().report()));
    fx(model::look);

    assertThat(list.getItems()).hasSize(3);
    assertThat(list.getSelectionModel().getSelectedIndex()).isEqualTo(2);
  }

  @Test
  void whoComesToTheHistoryAfterAJobFindsItsReport() {
    HistoryView view = shown();
    ListView<?> list = (ListView<?>) view.lookup("#history-list");
    fx(() -> view.setVisible(false));

    kept.addFirst(new Reports.Kept("3", kept.getFirst().report()));
    fx(model::look);
    fx(() -> view.setVisible(true));

    assertThat(list.getSelectionModel().getSelectedIndex()).isZero();
  }

  @Test
  void howAJobEndedIsSaidInASentence() {
    var message = (Label) shown().lookup("#report-message");

    assertThat(message.getText()).isEqualTo(kept.getFirst().report().message()).isNotBlank();
    assertThat(isSeen(message)).isTrue();
  }

  @Test
  void thePathOfAnOpenedPageCanBeCopied() {
    HistoryView view = shown();
    var path = (TextField) view.lookup("#history-page");
    assertThat(isSeen(path)).isFalse();

    fx(() -> model.open(kept.getFirst().report()));

    assertThat(isSeen(path)).isTrue();
    assertThat(path.getText()).isEqualTo("/state/page/report.html");
    assertThat(view.lookup("#history-page-copy").isDisabled()).isFalse();
  }

  @Test
  void whatIsToldDoesNotPushTheButtonsAwayUnderThePointer() {
    HistoryView view = shown();
    Node open = view.lookup("#report-open");
    Bounds before = fx(() -> open.localToScene(open.getLayoutBounds()));

    fx(() -> model.open(kept.getFirst().report()));
    fx(view::layout);

    assertThat(isSeen(view.lookup("#history-notice"))).isTrue();
    assertThat(open.localToScene(open.getLayoutBounds())).isEqualTo(before);
  }

  @Test
  void whatIsToldIsSeenWhereThereIsNoReport() {
    kept.clear();
    HistoryView view = shown();
    assertThat(isSeen(view.lookup("#history-notice"))).isFalse();

    isUnreadable = true;
    fx(model::look);

    assertThat(isSeen(view.lookup("#history-notice"))).isTrue();
    assertThat(isSeen(view.lookup("#history-none"))).isTrue();
  }

  private HistoryView shown() {
    HistoryView view =
        fx(() -> {
          var made = new HistoryView(model, _ -> Optional.empty());
          model.look();
          return made;
        });
    fx(() -> {
      new Scene(view, 900, 600).snapshot(null);
    });
    return view;
  }

  private static boolean isSeen(Node node) {
    return node.getScene() != null
        && Stream.<Node>iterate(node, Objects::nonNull, Node::getParent).allMatch(Node::isVisible);
  }

  private static void fx(Runnable deed) {
    fx(() -> {
      deed.run();
      return true;
    });
  }

  private static <T> T fx(Callable<T> deed) {
    T made = WaitForAsyncUtils.waitForAsyncFx(10_000, deed);
    WaitForAsyncUtils.waitForFxEvents(2);
    return made;
  }
}
