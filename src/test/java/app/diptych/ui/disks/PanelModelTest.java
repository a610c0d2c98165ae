package app.diptych.ui.disks;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.disks.Disk;
import app.diptych.ui.SampleDisks;
import app.diptych.ui.disks.PanelModel.Row;
import app.diptych.ui.job.SampleExports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a panel offers and what is picked in it.
final class PanelModelTest {
  private final PanelModel panel = new PanelModel();
  private final Candidate stick = new Candidate.OfDisk(SampleDisks.stick());
  private final Candidate card = new Candidate.OfDisk(SampleDisks.card());

  @Test
  void aListingPicksNothing() {
    panel.show(List.of(stick, card));

    assertThat(panel.chosenProperty().get()).isEmpty();
    assertThat(panel.rowsProperty().get()).extracting(Row::candidate).containsExactly(stick, card);
  }

  @Test
  void whatIsNotKnownYetIsNotCalledEmpty() {
    assertThat(panel.placeholderProperty().get()).startsWith("Looking for disks");

    panel.show(List.of());
    assertThat(panel.placeholderProperty().get()).startsWith("No disks found");

    panel.show(List.of(stick));
    assertThat(panel.placeholderProperty().get()).isEmpty();
    panel.searchProperty().set("nothing like it");
    assertThat(panel.placeholderProperty().get()).startsWith("No disk matches");
  }

  @Test
  void whatMayNotBeOpenedCannotBePicked() {
    var locked = new Candidate.OfDisk(SampleDisks.locked());
    panel.show(List.of(locked));

    panel.choose(locked);

    assertThat(panel.chosenProperty().get()).isEmpty();
  }

  @Test
  void whatFollowsAnotherPanelOffersAndPicksTheSame() {
    var export = new Candidate.OfExport(SampleExports.tcp("vm1"), SampleExports.vm());
    panel.offer(List.of(Path.of("/srv/new.img")));
    panel.offerAndChoose(export);
    panel.show(List.of(export, stick));
    var next = new PanelModel();

    next.follow(panel);
    next.show(List.of(export, stick));

    assertThat(next.images()).containsExactly(Path.of("/srv/new.img"));
    assertThat(next.exports()).containsExactly(export);
    assertThat(next.chosenProperty().get()).contains(export);
  }

  @Test
  void aFileWhoseNameNoTextCanTellIsNotOffered() {
    Path path = Path.of("/srv/K\uFFFDln.img");
    panel.offerAndChoose(path);

    panel.show(List.of(new Candidate.OfImage(path, OptionalLong.empty()), stick));

    assertThat(panel.chosenProperty().get()).isEmpty();
    assertThat(panel.images()).isEmpty();
    assertThat(panel.rowsProperty().get()).extracting(Row::candidate).containsExactly(stick);
    assertThat(panel.noticeProperty().get()).contains("is no UTF-8");
  }

  @Test
  void aFileThatIsReallyNamedLikeThatIs() {
    Path path = Path.of("/srv/K\uFFFDln.img");
    panel.offerAndChoose(path);
    var image = new Candidate.OfImage(path, OptionalLong.of(512));

    panel.show(List.of(image));

    assertThat(panel.chosenProperty().get()).contains(image);
  }

  @Test
  void whatTheOtherPanelTakesIsLetGo() {
    panel.show(List.of(stick, card));
    panel.choose(stick);

    panel.take(Optional.of(stick));
    panel.choose(stick);

    assertThat(panel.chosenProperty().get()).isEmpty();
  }

  @Test
  void anotherDiskAtTheSamePathIsNotTheOneThatWasPicked() {
    panel.show(List.of(stick));
    panel.choose(stick);

    panel.show(List.of(new Candidate.OfDisk(replugged(SampleDisks.stick()))));

    assertThat(panel.chosenProperty().get()).isEmpty();
    assertThat(panel.noticeProperty().get())
        .startsWith("Another disk has taken the place of SanDisk Ultra (/dev/sdb)");
  }

  @Test
  void aReaderWithoutItsMediumIsNoOtherDisk() {
    panel.show(List.of(stick));
    panel.choose(stick);

    panel.show(List.of(new Candidate.OfDisk(anew(SampleDisks.stick(), 0))));

    assertThat(panel.noticeProperty().get()).startsWith("SanDisk Ultra (/dev/sdb) was taken away");
  }

  @Test
  void nothingIsMissedOnceAnImageThatWasAskedForIsPicked() {
    Path path = Path.of("/srv/new.img");
    panel.show(List.of(stick));
    panel.choose(stick);
    panel.show(List.of());

    panel.offerAndChoose(path);
    panel.show(List.of(new Candidate.OfImage(path, OptionalLong.empty())));

    assertThat(panel.noticeProperty().get()).isEmpty();
  }

  @Test
  void aDiskThatGoesIsMissedUntilAnotherOneIsPicked() {
    panel.show(List.of(stick, card));
    panel.choose(stick);

    panel.show(List.of(card));

    assertThat(panel.chosenProperty().get()).isEmpty();
    assertThat(panel.noticeProperty().get()).startsWith("SanDisk Ultra (/dev/sdb) was taken away");
    // True when it is back as well.
    panel.show(List.of(stick, card));
    assertThat(panel.noticeProperty().get()).contains("was taken away").doesNotContain("not there");
    panel.choose(card);
    assertThat(panel.noticeProperty().get()).isEmpty();
  }

  @Test
  void whatIsPickedStaysPickedWhileOthersComeAndGo() {
    panel.show(List.of(stick, card));
    panel.choose(stick);

    panel.show(List.of(stick));
    panel.show(List.of(stick, card));

    assertThat(panel.chosenProperty().get()).contains(stick);
    assertThat(panel.noticeProperty().get()).isEmpty();
  }

  @Test
  void aDiskThatDoesNotAnswerCannotBePicked() {
    var silent = new Candidate.OfDisk(SampleDisks.silent());
    panel.show(List.of(silent));

    panel.choose(silent);

    assertThat(panel.chosenProperty().get()).isEmpty();
    assertThat(panel.rowsProperty().get().getFirst().obstacle().orElse(""))
        .contains("does not answer");
  }

  @Test
  void whatIsPickedStaysOnViewWhateverIsSearchedFor() {
    panel.show(List.of(stick, card));
    panel.choose(card);

    panel.searchProperty().set("ultra");

    assertThat(panel.rowsProperty().get()).extracting(Row::candidate).containsExactly(stick, card);
  }

  @Test
  void aSearchLooksIntoLabelsSerialsAndPaths() {
    panel.show(List.of(stick, card));

    assertThat(Stream.of("PHOTOS", "4c5300", "/dev/sdb", "usb ultra", "ext4"))
        .allSatisfy(search -> {
          panel.searchProperty().set(search);
          assertThat(panel.rowsProperty().get()).extracting(Row::candidate).containsExactly(stick);
        });
  }

  @Test
  void anImageNamedForThisPanelIsPickedWhenItIsListed() {
    var path = Path.of("/somewhere/a.img");
    panel.offerAndChoose(path);

    panel.show(List.of(new Candidate.OfImage(path, OptionalLong.of(1)), stick));

    assertThat(panel.chosenProperty().get().map(Candidate::title)).contains("a.img");
  }

  @Test
  void anImageIsOfferedOnce() {
    panel.offer(List.of(Path.of("/x/a.img"), Path.of("/x/../x/a.img")));

    assertThat(panel.images()).containsExactly(Path.of("/x/a.img"));
  }

  private static Disk replugged(Disk disk) {
    return anew(disk, disk.size());
  }

  private static Disk anew(Disk disk, long size) {
    return new Disk(
        disk.path(),
        disk.deviceNumber(),
        OptionalLong.of(disk.diskseq().orElseThrow() + 1),
        disk.hardware(),
        size,
        disk.sectors(),
        disk.isReadOnly(),
        disk.backing(),
        disk.partitions(),
        disk.fileSystem(),
        disk.uses(),
        disk.isSystem(),
        disk.inaccessible());
  }
}
