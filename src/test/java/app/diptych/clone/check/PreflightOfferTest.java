package app.diptych.clone.check;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Fit;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Refusal;
import app.diptych.clone.Refusal.Role;
import app.diptych.clone.ServeRequest;
import app.diptych.clone.Skipping;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.disks.Disk;
import app.diptych.disks.Use;
import app.diptych.mirror.CopyMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The checks of what is to be offered: a source while it is cloned, or a device by itself.
final class PreflightOfferTest {
  private static final Use WRITING = new Use.Mount("/dev/sda", Path.of("/mnt"), false);
  private static final Use READING = new Use.Mount("/dev/sda", Path.of("/mnt"), true);
  private final FakePair pair = new FakePair();

  private Preflight preflight() {
    List<Disk> disks = Stream.of(pair.sda(), pair.sdb()).map(FakeDisk::disk).toList();
    return new Preflight(() -> disks, pair.outlook());
  }

  private static ExportPlan plan(boolean isReadOnly) {
    return new ExportPlan(Optional.empty(), isReadOnly, Optional.empty(), false);
  }

  private Verdict mirror(boolean isReadOnly, boolean acceptsMounted) {
    var options = new CloneRequest.Options(Fit.EXACT, false, acceptsMounted, Optional.empty());
    var request =
        new CloneRequest(
            new Endpoint.DiskPath(Path.of("/dev/sda")),
            new Endpoint.DiskPath(Path.of("/dev/sdb")),
            options);
    return preflight().check(new MirrorRequest(request, plan(isReadOnly), CopyMode.WRITE_BLOCKING));
  }

  private Verdict serve(String device, boolean isReadOnly) {
    return preflight().check(new ServeRequest(Endpoint.parse(device), plan(isReadOnly), true));
  }

  private Verdict serve(boolean isReadOnly) {
    return preflight()
        .check(
            new ServeRequest(new Endpoint.DiskPath(Path.of("/dev/sda")), plan(isReadOnly), true));
  }

  @Test
  void aQuietDeviceIsOffered() {
    assertThat(mirror(false, false).isClear()).isTrue();
    assertThat(serve(false).isClear()).isTrue();
    assertThat(serve(false).bytes()).hasValue(FakePair.SIZE);
  }

  @Test
  void nothingIsSkippedOfASourceInUse() {
    var options = CloneRequest.Options.DEFAULT.with(new Skipping(0, Optional.empty()));
    var request =
        new CloneRequest(
            new Endpoint.DiskPath(Path.of("/dev/sda")),
            new Endpoint.DiskPath(Path.of("/dev/sdb")),
            options);

    Verdict verdict =
        preflight().check(new MirrorRequest(request, plan(false), CopyMode.WRITE_BLOCKING));

    assertThat(verdict.refusals()).containsExactly(new Refusal.SkippingLive("/dev/sda"));
  }

  @Test
  void twoWritersAreOneTooManyWhateverWasAccepted() {
    pair.sda().usedBy(WRITING);

    assertThat(mirror(false, true).refusals())
        .containsExactly(new Refusal.OfferedInUse(Role.SOURCE, "/dev/sda", List.of(WRITING)));
    assertThat(serve(false).refusals())
        .containsExactly(new Refusal.OfferedInUse(Role.DEVICE, "/dev/sda", List.of(WRITING)));
  }

  @Test
  void whoReadsWouldFindItChangingUnderHim() {
    pair.sda().usedBy(READING);

    assertThat(mirror(false, true).refusals()).hasOnlyElementsOfType(Refusal.OfferedInUse.class);
    assertThat(serve(false).refusals()).hasOnlyElementsOfType(Refusal.OfferedInUse.class);
    assertThat(serve(true).isClear()).isTrue();
  }

  @Test
  void aMountedSourceIsMirroredForReadingIfThatIsAccepted() {
    pair.sda().usedBy(WRITING);

    assertThat(mirror(true, false).refusals()).hasOnlyElementsOfType(Refusal.SourceInUse.class);
    assertThat(mirror(true, true).refusals()).isEmpty();
    assertThat(serve(true).warnings())
        .containsExactly(new Warning.OfferedInUse("/dev/sda", List.of(WRITING)));
  }

  @Test
  void aReadOnlyDeviceIsOfferedForReading() {
    pair.sda().readOnly();

    assertThat(mirror(false, false).refusals())
        .containsExactly(new Refusal.ReadOnlyOffered(Role.SOURCE, "/dev/sda"));
    assertThat(serve(false).refusals())
        .containsExactly(new Refusal.ReadOnlyOffered(Role.DEVICE, "/dev/sda"));
    assertThat(serve(true).isClear()).isTrue();
  }

  @Test
  void ofAnExportThatKnowsNoFlushClientsCannotBeToldThatAnythingIsDurable() {
    pair.outlook().export("nbd://localhost/a", FakeExport.plain(FakePair.SIZE));

    assertThat(serve("nbd://localhost/a", false).warnings())
        .containsExactly(new Warning.FlushUnknown("nbd://localhost/a"));
    assertThat(serve("nbd://localhost/a", true).warnings()).isEmpty();
  }

  @Test
  void anExportIsOfferedOnToOthers() {
    pair.outlook().export("nbd://localhost/a", FakeExport.readOnly(FakePair.SIZE));

    assertThat(serve("nbd://localhost/a", true).isClear()).isTrue();
    assertThat(serve("nbd://localhost/a", false).refusals())
        .containsExactly(new Refusal.ReadOnlyOffered(Role.DEVICE, "nbd://localhost/a"));
  }
}
