package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Await;
import app.diptych.LoopDevice;
import app.diptych.Peers;
import app.diptych.block.Content;
import app.diptych.block.os.FileStatus;
import app.diptych.block.os.ImageUser;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.block.os.Sharing;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.Fit;
import app.diptych.clone.Images;
import app.diptych.clone.Refusal;
import app.diptych.clone.Undo;
import app.diptych.clone.Verdict;
import app.diptych.clone.Warning;
import app.diptych.clone.check.Preflight;
import app.diptych.disks.DiskInventory;
import app.diptych.disks.Use;
import app.diptych.nbd.PeerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Disks that programs have open without holding them for themselves alone, as those of virtual
/// machines and of dd are, while they are to be cloned, and the other way round.
@Tag("peer")
@Timeout(240)
final class DisksInUseTest {
  private static final int SIZE = 1 << 20;
  private static final CloneRequest.Options ACCEPTING =
      new CloneRequest.Options(Fit.EXACT, false, true, Optional.empty());

  @TempDir private Path folder;
  @RegisterExtension private final Undo undo = new Undo();
  private LoopDevice source;
  private LoopDevice target;

  @BeforeEach
  void disks() throws Exception {
    source = loop(1);
    target = loop(2);
  }

  private LoopDevice loop(long seed) throws Exception {
    Path file = Images.random(folder.resolve("disk" + seed + ".img"), seed, SIZE);
    return undo.later(LoopDevice.of(file, 512));
  }

  private static PeerProcess machine(LoopDevice disk) throws Exception {
    FileStatus status = FileStatus.of(disk.path()).orElseThrow();
    PeerProcess peer = PeerProcess.qemu("-f", "raw", disk.toString());
    Await.until(
        "it is open",
        () -> !ImageUser.ofDisk(disk.path(), status::equals, Sharing.READERS).isEmpty());
    return peer;
  }

  private Verdict verdict(Path onto, CloneRequest.Options options) {
    return new Preflight(DiskInventory.ofThisMachine())
        .check(Images.request(source.path(), onto, options));
  }

  private Verdict check() {
    return verdict(target.path(), CloneRequest.Options.DEFAULT);
  }

  private List<Use> usesOfTarget() {
    return ((Refusal.TargetInUse) check().refusals().getFirst()).uses();
  }

  @Test
  void aTargetThatAVirtualMachineHasIsRefused() throws Exception {
    try (var _ = machine(target)) {
      Images.assertHeld(usesOfTarget(), Use.HolderKind.WRITER, "qemu-nbd");
    }
    assertThat(check().isClear()).isTrue();
  }

  @Test
  void aTargetThatAProgramMayWriteToIsRefused() throws Exception {
    try (var _ = FileChannel.open(target.path(), StandardOpenOption.WRITE)) {
      Images.assertHeld(usesOfTarget(), Use.HolderKind.WRITER, "java");
    }
  }

  @Test
  void aDiskOfWhichAPartitionMayBeWrittenIsRefusedAndTheOtherWayRound() throws Exception {
    Peers.require("addpart");
    Peers.run("addpart", target.toString(), "1", "8", "512");
    undo.later(() -> Peers.run("delpart", target.toString(), "1"));
    Path part = Path.of(target + "p1");
    try (var _ = FileChannel.open(part, StandardOpenOption.WRITE)) {
      Images.assertHeld(usesOfTarget(), Use.HolderKind.WRITER, "java");
    }
    Path whole = target.path();
    try (var _ = FileChannel.open(whole, StandardOpenOption.WRITE)) {
      assertThat(verdict(part, ACCEPTING).refusals())
          .hasAtLeastOneElementOfType(Refusal.TargetInUse.class);
    }
    assertThat(verdict(part, ACCEPTING).refusals()).hasOnlyElementsOfType(Refusal.Lengths.class);
  }

  @Test
  void aTargetThatIsOpenForAnInstantIsTaken() throws Exception {
    FileChannel asked = FileChannel.open(target.path(), StandardOpenOption.WRITE);
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(
            () -> closeQuietly(asked),
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));

    assertThat(check().isClear()).isTrue();
    closed.join();
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTargetThatAProgramOnlyReadsIsTaken() throws Exception {
    try (var _ = FileChannel.open(target.path(), StandardOpenOption.READ)) {
      assertThat(check().isClear()).isTrue();
    }
  }

  @Test
  void aTargetThatIsClonedAtTheSameTimeIsRefused() throws Exception {
    try (var _ = RawDevice.open(target.path(), OpenOptions.SOURCE)) {
      Images.assertHeld(usesOfTarget(), Use.HolderKind.READER, "java");
      assertThatThrownBy(() -> RawDevice.open(target.path(), OpenOptions.TARGET))
          .hasMessageContaining("EAGAIN");
    }
  }

  @Test
  void aSourceThatIsWrittenToIsRefusedUnlessThatIsAccepted() throws Exception {
    try (var _ = machine(source)) {
      assertThat(check().refusals())
          .singleElement()
          .isInstanceOfSatisfying(
              Refusal.SourceInUse.class,
              refusal -> Images.assertHeld(refusal.uses(), Use.HolderKind.WRITER, "qemu-nbd"));
      Verdict accepted = verdict(target.path(), ACCEPTING);
      assertThat(accepted.isClear()).isTrue();
      assertThat(accepted.warnings()).hasAtLeastOneElementOfType(Warning.SourceInUse.class);
    }
  }

  @Test
  void bothAreKeptFromVirtualMachinesWhileTheyAreCloned() throws Exception {
    try (var _ = RawDevice.open(source.path(), OpenOptions.SOURCE);
        var _ = RawDevice.open(target.path(), OpenOptions.TARGET)) {
      assertThatThrownBy(() -> write(source)).hasMessageContaining("lock");
      assertThatThrownBy(() -> write(target)).hasMessageContaining("lock");
    }
    assertThat(source.backingFile()).satisfies(Content.of(Content.random(1, SIZE)));
    write(source);
    write(target);
  }

  private static void write(LoopDevice disk) {
    Peers.run("qemu-io", "-f", "raw", "-c", "write 0 512", disk.toString());
  }
}
